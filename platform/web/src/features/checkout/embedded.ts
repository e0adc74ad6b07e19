// A provider's own fields on our page, where its adapter names a module of ours to show them.
// The page's content policy lets in nothing from elsewhere: then there is no module, and another way is offered.
import type { NextAction } from "./payment";

/** What such a module exports: it draws the fields, and answers when the buyer has finished with them. */
export interface Fields {
  readonly mount: (place: HTMLElement, given: { readonly token: string; readonly options: Readonly<Record<string, string>>; readonly locale: string }) => Promise<void>;
}

export type Load = (address: string) => Promise<unknown>;

const LONGEST_MILLISECONDS = 8000;

/** The fields for an action; null when they cannot be had on this page. */
export async function fieldsFor(action: NextAction, origin: string, load: Load = (address) => import(/* @vite-ignore */ address)): Promise<Fields | null> {
  const address = action.client_options?.["module"];
  if (!address || !action.client_token) return null;
  const module = new URL(address, origin);
  if (module.origin !== origin) return null;
  try {
    const found = await Promise.race([load(module.href), late()]);
    return isFields(found) ? found : null;
  } catch {
    return null;
  }
}

function late(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), LONGEST_MILLISECONDS));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && "mount" in value && typeof value.mount === "function";
}
