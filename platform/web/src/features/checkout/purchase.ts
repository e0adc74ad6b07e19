// The context that all steps share: state, actions and texts of the checkout.
import { createContext, useContext } from "react";
import { useTexts, type Translate } from "../../ui/language";
import type { Actions } from "./actions";
import type { Client, Config } from "./client";
import type { OrderFiles } from "./files";
import type { Action, State } from "./state";
import type { Step } from "./steps";
import type { TextKey, Message } from "./messages";

export interface Purchase {
  readonly config: Config;
  readonly client: Client;
  readonly files: OrderFiles;
  readonly state: State;
  readonly dispatch: (action: Action) => void;
  readonly actions: Actions;
  readonly step: Step;
  readonly go: (step: Step) => void;
  /** Whether a step has changed since the page was opened: then a new one takes the focus. */
  readonly moved: boolean;
  /** Milliseconds from this device's clock to the server's. */
  readonly skew: number;
}

export const PurchaseContext = createContext<Purchase | null>(null);

export function usePurchase(): Purchase {
  const purchase = useContext(PurchaseContext);
  if (purchase === null) throw new Error("A step stands outside of the checkout");
  return purchase;
}

export function useCheckoutTexts(): Translate<TextKey> {
  return useTexts<TextKey>("checkout");
}

/** Translates a message into the reader's language. */
export function useMessageText(): (words: Message) => string {
  const t = useCheckoutTexts();
  return (words) => ("text" in words ? words.text : t(words.key, words.values));
}

/** `lang` and `dir` of organizers' texts, where they differ from the page's. */
export function useContentLanguage(): { readonly lang?: string; readonly dir?: "auto" } {
  const { config } = usePurchase();
  const page = typeof document === "undefined" ? "" : document.documentElement.lang;
  return config.locale === "" || config.locale === page ? {} : { lang: config.locale, dir: "auto" };
}
