// What a view is: an address, the permission that opens it, and code that comes when somebody goes there.
import type { i18n } from "i18next";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { pageLanguage } from "../../../lib/language";
import { loadCatalogue, type Loaders } from "../../../lib/texts";

/** Whose menu it stands in: an organization's, one event's, or the platform's operators'. */
export type Room = "organization" | "event" | "platform";

export interface View {
  readonly room: Room;
  /** Below its room, such as `orders` or `orders/:order`; empty for the room's first view. */
  readonly path: string;
  /** Without it the menu leaves the view out, and its address says who can help. Null: for everybody in the room. */
  readonly permission: string | null;
  readonly Component: LazyExoticComponent<ComponentType>;
  /** Has its code and texts come before it is drawn; what fails is said when it is. */
  readonly preload: () => void;
}

export interface ViewSource extends Omit<View, "Component" | "preload"> {
  /** `() => import("./OrderList")`, whose default export is the view. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

let page: i18n | null = null;

/** Where the texts of views go when they come. */
export function acceptTexts(texts: i18n): void {
  page = texts;
}

/**
 * The views of one folder, with its texts: `useTexts<Keys<typeof english>>("orders")` finds those of
 * `viewsOf("orders", import.meta.glob("./texts/*.json"), [...])`. A view that shows parts of another folder
 * borrows its texts.
 */
export function viewsOf(
  name: string,
  texts: Loaders,
  sources: readonly ViewSource[],
  borrowed: Readonly<Record<string, Loaders>> = {},
): readonly View[] {
  const needed = Object.entries(borrowed);
  const withBorrowed = async (load: ViewSource["load"]): ReturnType<ViewSource["load"]> => {
    const [module] = await Promise.all([load(), ...needed.map(([folder, loaders]) => addTexts(folder, loaders))]);
    return module;
  };
  return sources.map(({ load, ...view }) => {
    const come = withTexts(name, texts, () => withBorrowed(load));
    return { ...view, Component: lazy(come), preload: () => void come().catch(() => undefined) };
  });
}

/** Any part that comes late, with the texts of its folder. */
export function lazyWithTexts<P extends object>(
  name: string,
  texts: Loaders,
  load: () => Promise<{ readonly default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(withTexts(name, texts, load));
}

function withTexts<P extends object>(
  name: string,
  texts: Loaders,
  load: () => Promise<{ readonly default: ComponentType<P> }>,
): typeof load {
  return async () => {
    const [module] = await Promise.all([load(), addTexts(name, texts)]);
    return module;
  };
}

async function addTexts(name: string, texts: Loaders): Promise<void> {
  const language = pageLanguage();
  if (page === null || page.hasResourceBundle(language, name)) return;
  page.addResourceBundle(language, name, await loadCatalogue(texts, language));
}
