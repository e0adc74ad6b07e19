// What pages make of an organization's one colour: the same as `turnout/l10n/brand_colours.py` does.
import {
  converter,
  formatHex,
  interpolate,
  modeLrgb,
  modeOklab,
  modeRgb,
  useMode as addMode,
  wcagContrast,
} from "culori/fn";

addMode(modeRgb);
addMode(modeLrgb);
addMode(modeOklab);
const toOklab = converter("oklab");
const toLinear = converter("lrgb");

/** The contrast of WCAG 1.4.3 for text. */
export const READABLE = 4.5;
export const COLOUR = /^#[0-9a-f]{6}$/;
/** What mails and pictures have without a colour of the organization's own. */
export const PLATFORM_COLOUR = "#1f3a5f";

/** One theme's accent: as text and as surface, when pointed at, its ink and its tint. */
export interface Accent {
  readonly plain: string;
  readonly deep: string;
  readonly ink: string;
  readonly wash: string;
}

export type Theme = "light" | "dark";

/** What text stands on, as in `ui/tokens.css`; the first is tinted. */
const THEMES = {
  light: { surfaces: { card: "#ffffff", page: "#faf9f6", sunken: "#f1efe9" }, step: -0.005, tint: 0.1, ink: "#ffffff" },
  dark: { surfaces: { card: "#1b1f23", page: "#131619", sunken: "#0f1214" }, step: 0.005, tint: 0.16, ink: "#0b0d0f" },
} as const;
const DEEPER = 0.08;
const TOLERANCE = 1e-6;
const FADING = 0.02;

/** Two colours that stand on each other: the colour as text on a surface, or white writing on the colour. */
export type Pair = keyof (typeof THEMES)["light"]["surfaces"] | "wash" | "ink";

export interface Weak {
  readonly pair: Pair;
  readonly other: string;
  readonly ratio: number;
}

/** The colour itself where it can be read, else as much darker or lighter as needed, by steps that look equal. */
export function accentOf(colour: string, theme: Theme): Accent {
  const { step, ink } = THEMES[theme];
  const { l = 0, a = 0, b = 0 } = toOklab(colour) ?? {};
  let lightness = l;
  while (weakPairs(shade(lightness, a, b), theme).length > 0) lightness += step;
  const plain = shade(lightness, a, b);
  const deeper = Math.min(Math.max(lightness + Math.sign(step) * DEEPER, 0), 1);
  return { plain, deep: shade(deeper, a, b), ink, wash: washOf(plain, theme) };
}

/** The pairs in which a colour cannot be read, the weakest first. */
export function weakPairs(colour: string, theme: Theme): readonly Weak[] {
  const { surfaces, ink } = THEMES[theme];
  const others: Readonly<Record<Pair, string>> = { ...surfaces, wash: washOf(colour, theme), ink };
  return (Object.keys(others) as Pair[])
    .map((pair) => ({ pair, other: others[pair], ratio: wcagContrast(colour, others[pair]) }))
    .filter(({ ratio }) => ratio < READABLE)
    .sort((one, other) => one.ratio - other.ratio);
}

/** Black or white on the colour of a mail's head, whichever can be read better. */
export function inkOn(surface: string): string {
  return wcagContrast(surface, "#000000") > wcagContrast(surface, "#ffffff") ? "#000000" : "#ffffff";
}

function washOf(colour: string, theme: Theme): string {
  const { surfaces, tint } = THEMES[theme];
  return formatHex(interpolate([surfaces.card, colour], "rgb")(tint));
}

/** The colour of that lightness; its strength gives way where screens cannot show it. */
function shade(l: number, a: number, b: number): string {
  for (let strength = 1; ; strength -= FADING) {
    const colour = { mode: "oklab" as const, l, a: a * strength, b: b * strength };
    const { r, g, b: blue } = toLinear(colour);
    const fits = [r, g, blue].every((channel) => channel >= -TOLERANCE && channel <= 1 + TOLERANCE);
    if (fits || strength <= 0) return formatHex(colour);
  }
}
