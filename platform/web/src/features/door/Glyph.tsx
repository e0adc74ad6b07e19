// Drawings of the scanner: three shapes for three kinds of verdict, and its tools.
import type { ReactNode } from "react";
import type { Tone } from "./tones";

const SHAPES: Readonly<Record<Tone, readonly [string, string]>> = {
  good: ["M50 4a46 46 0 1 0 0 92 46 46 0 0 0 0-92z", "m27 52 16 16 31-34"],
  care: ["M50 5 97 92H3z", "M50 38v26m0 13v.5"],
  stop: ["M31 4h38l27 27v38L69 96H31L4 69V31z", "m33 33 34 34m0-34L33 67"],
};

/** Told apart without colours: a round, a triangle, an octagon. */
export function VerdictShape({ tone }: { readonly tone: Tone }): ReactNode {
  const [plate, sign] = SHAPES[tone];
  return (
    <svg className={`verdict-shape verdict-shape--${tone}`} viewBox="0 0 100 100" aria-hidden="true">
      <path className="verdict-shape__plate" d={plate} />
      <path className="verdict-shape__sign" d={sign} />
    </svg>
  );
}

const TOOLS = {
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm5-1.5L20 20",
  light: "M8 3h8l-1.5 6v11h-5V9zM8 6.5h8M12 12v2.5",
  turn: "M4 8h3l1.5-2.5h7L17 8h3v11H4zM9 13.5a3 3 0 0 1 5.5-1.6m.5 1.6a3 3 0 0 1-5.5 1.6m5.2-4.6v1.6h-1.6",
  sell: "M3 9V5h18v4a3 3 0 0 0 0 6v4H3v-4a3 3 0 0 0 0-6zM14 5v2.5m0 3v3m0 3V19",
  print: "M7 8V3h10v5M7 17H4v-6a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v6h-3M7 14h10v7H7z",
  settings: "M4 7h9m5 0h2M4 17h2m5 0h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4m-7 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  close: "M5 5l14 14M19 5 5 19",
  offline: "M4 4l16 16M5 11c1.5-1.3 3-2.2 4.7-2.6M14 8.3c1.9.4 3.5 1.3 5 2.7M8.5 14.6a6 6 0 0 1 3-1.5M12 18.5h.01",
} as const;

export function Tool({ name }: { readonly name: keyof typeof TOOLS }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={TOOLS[name]} />
    </svg>
  );
}
