// Starts one area of the app in the element that the server's page has for it.
import { QueryClientProvider } from "@tanstack/react-query";
import type { i18n } from "i18next";
import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { pageLanguage } from "../lib/language";
import { loadTexts, type Loaders } from "../lib/texts";
import { LanguageProvider } from "../ui/language";
import "../ui/site.css";
import "../ui/widgets.css";
import { ErrorBoundary } from "./ErrorBoundary";
import { newQueryClient } from "./queries";
import { localizePrimitives } from "./primitives";

export interface Area {
  /** Names its texts: `useTexts("checkout")`. */
  readonly name: string;
  /** `import.meta.glob("./texts/*.json")` of the area's folder. */
  readonly texts: Loaders;
  /** `texts` takes more catalogues while the area runs. */
  readonly draw: (texts: i18n) => ReactNode;
}

/**
 * Fetches the texts of the page's language, then draws. When that fails, the element marked
 * `data-failed` in the server's page is shown instead, which says so in words that are there already.
 */
export async function startArea(root: HTMLElement, area: Area): Promise<void> {
  let texts: i18n;
  try {
    texts = await loadTexts(pageLanguage(), { ui: import.meta.glob("../ui/texts/*.json"), [area.name]: area.texts });
  } catch {
    root.querySelector("[data-failed]")?.removeAttribute("hidden");
    root.querySelector("[data-loading]")?.remove();
    return;
  }
  localizePrimitives(texts);
  createRoot(root).render(
    <StrictMode>
      <Frame texts={texts}>{area.draw(texts)}</Frame>
    </StrictMode>,
  );
}

/** What every area stands in: language, server state, and a last resort for what breaks while drawing. */
export function Frame({ texts, children }: { readonly texts: i18n; readonly children: ReactNode }): ReactNode {
  return (
    <LanguageProvider texts={texts}>
      <QueryClientProvider client={newQueryClient()}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </QueryClientProvider>
    </LanguageProvider>
  );
}
