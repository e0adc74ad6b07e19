// Renders a component in a test as an area would: with texts in a language, and a simulated user.
import { QueryClientProvider } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel, type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { newQueryClient } from "../app/queries";
import type { Language } from "../lib/language";
import { textsOf, type Catalogue } from "../lib/texts";
import { LanguageProvider } from "./language";

const WORDS = import.meta.glob<Catalogue>("./texts/*.json", { eager: true, import: "default" });

export interface RenderedUi extends Pick<RenderResult, "container" | "rerender" | "unmount"> {
  readonly user: UserEvent;
}

export interface Options {
  readonly language?: Language;
  /** The texts of areas, by the area's name, in that language. */
  readonly areas?: Readonly<Record<string, Catalogue>>;
}

/** Somebody at mouse and keyboard. Without styles nothing is closed to the pointer: nobody looks for it. */
export function setupUser(): UserEvent {
  return userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
}

/** Gives a field another text at once: a key at a time draws the whole view as often as there are letters. */
export async function fill(user: UserEvent, field: Element, text: string): Promise<void> {
  await user.clear(field);
  await user.paste(text);
}

export function renderUi(what: ReactNode, { language = "en", areas = {} }: Options = {}): RenderedUi {
  const texts = textsOf(language, { ui: WORDS[`./texts/${language}.json`] ?? {}, ...areas });
  const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
    <LanguageProvider texts={texts}>
      <QueryClientProvider client={newQueryClient()}>{children}</QueryClientProvider>
    </LanguageProvider>
  );
  return { user: setupUser(), ...render(what, { wrapper }) };
}
