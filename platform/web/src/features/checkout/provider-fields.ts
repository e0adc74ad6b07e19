// Loads the module that draws a payment provider's embedded fields, always from our own origin.
// The page's content policy lets in what that adapter declares and nothing else; what is typed goes to the
// provider, and whether the order is paid only our server says.
import type { NextAction } from "./payment";

/** Colours and font of the page, so that the fields look like a part of it. */
export interface Appearance {
  readonly text: string;
  readonly background: string;
  readonly line: string;
  readonly accent: string;
  readonly danger: string;
  readonly font: string;
  readonly radius: string;
}

export interface MountOptions {
  readonly token: string;
  readonly options: Readonly<Record<string, string>>;
  readonly locale: string;
  /** What is paid for. */
  readonly title: string;
  /** The address a bank sends the buyer back to. */
  readonly returnUrl: string;
  readonly look: Appearance;
}

/** `done`: the buyer has done their part. `again`: another try is possible here. `over`: not in these fields. */
export interface Outcome {
  readonly outcome: "done" | "again" | "over";
  /** The provider's words, in the language of the page where it knows that; may be empty. */
  readonly message: string;
}

/** The mounted fields, ready for the buyer to type. */
export interface MountedFields {
  readonly confirm: () => Promise<Outcome>;
  readonly unmount?: () => void;
}

export type FieldsOpening =
  { readonly kind: "ready"; readonly fields: MountedFields } | { readonly kind: "late" } | { readonly kind: "failed" };
export type ModuleLoader = (address: string) => Promise<unknown>;

const LOAD_TIMEOUT_MILLISECONDS = 10_000;
const TOKENS = {
  text: "--ink",
  background: "--surface",
  line: "--line-strong",
  accent: "--accent",
  danger: "--danger",
  font: "--font",
  radius: "--radius-s",
} as const;

/** Mounts the fields of an action in an element; fields that come after the time-out are unmounted again. */
export async function openFields(
  module: string,
  place: HTMLElement,
  given: MountOptions,
  {
    origin = location.origin,
    load = importModule,
    longest = LOAD_TIMEOUT_MILLISECONDS,
  }: { readonly origin?: string; readonly load?: ModuleLoader; readonly longest?: number } = {},
): Promise<FieldsOpening> {
  const address = new URL(module, origin);
  if (address.origin !== origin) return { kind: "failed" };
  let isLate = false;
  const opened = load(address.href)
    .then((found) => mountFields(found, place, given))
    .then((fields): FieldsOpening => {
      if (isLate) fields.unmount?.();
      return { kind: "ready", fields };
    })
    .catch((): FieldsOpening => ({ kind: "failed" }));
  const late = new Promise<FieldsOpening>((resolve) =>
    setTimeout(() => {
      isLate = true;
      resolve({ kind: "late" });
    }, longest),
  );
  return Promise.race([opened, late]);
}

/** The outcome that the fields reported; anything unclear means another try, never a success. */
export function outcomeOf(value: unknown): Outcome {
  const said = isRecord(value) ? value : {};
  const message = typeof said["message"] === "string" ? said["message"] : "";
  const { outcome } = said;
  return { outcome: outcome === "done" || outcome === "over" ? outcome : "again", message };
}

/** The path of the module that an action names; null when its fields cannot be shown here. */
export function moduleOf(action: NextAction | null | undefined): string | null {
  if (action?.flow !== "embedded" || !action.client_token) return null;
  return action.client_options["module"] ?? null;
}

export function mountOptions(
  action: NextAction,
  more: Pick<MountOptions, "locale" | "title" | "returnUrl">,
): MountOptions {
  return {
    token: action.client_token ?? "",
    options: action.client_options,
    ...more,
    look: appearanceOf(document.documentElement),
  };
}

function appearanceOf(root: HTMLElement): Appearance {
  const style = getComputedStyle(root);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: value(TOKENS.text),
    background: value(TOKENS.background),
    line: value(TOKENS.line),
    accent: value(TOKENS.accent),
    danger: value(TOKENS.danger),
    font: value(TOKENS.font),
    radius: value(TOKENS.radius),
  };
}

async function mountFields(module: unknown, place: HTMLElement, given: MountOptions): Promise<MountedFields> {
  if (!isRecord(module) || typeof module["mount"] !== "function") throw new TypeError("The module mounts nothing");
  const fields: unknown = await (module["mount"] as (place: HTMLElement, given: MountOptions) => unknown)(place, given);
  if (!isRecord(fields) || typeof fields["confirm"] !== "function")
    throw new TypeError("The fields cannot be confirmed");
  return fields as unknown as MountedFields;
}

const importModule: ModuleLoader = (address) => import(/* @vite-ignore */ address);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
