// Acceptance of the organization's terms, in the version in force.
import type { ReactNode } from "react";
import { Checkbox } from "../../ui/Checkbox";
import type { Legal } from "./client";
import { useCheckoutTexts, usePurchase, useMessageText } from "./purchase";

/** Nothing where the organization has no terms. */
export function TermsAcceptance(): ReactNode {
  const { config, state } = usePurchase();
  const legal = config.legal ?? null;
  return legal === null || state.terms === null ? null : <Agreement legal={legal} terms={state.terms} />;
}

function Agreement({ legal, terms }: { readonly legal: Legal; readonly terms: number }): ReactNode {
  const t = useCheckoutTexts();
  const say = useMessageText();
  const { state, dispatch } = usePurchase();
  const error = state.errors.get("accepted-terms");
  const links = [
    { href: versionOf(legal.termsUrl, terms), text: t("terms.terms") },
    ...(legal.privacyUrl === "" ? [] : [{ href: legal.privacyUrl, text: t("terms.privacy") }]),
  ];
  return (
    <fieldset className="checkout__group stack stack--tight">
      <legend>{t("terms.title")}</legend>
      <ul className="row small">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href} target="_blank" rel="noopener">
              {text} <span className="visually-hidden">{t("terms.newTab")}</span>
            </a>
          </li>
        ))}
      </ul>
      <Checkbox
        id="accepted-terms"
        required
        checked={state.agreed}
        onChange={(agreed) => dispatch({ type: "termsAgreed", agreed })}
        error={error && say(error)}
      >
        {legal.privacyUrl === ""
          ? t("terms.agree", { name: legal.organization })
          : t("terms.agreeAndRead", { name: legal.organization })}
      </Checkbox>
    </fieldset>
  );
}

/** The page of that very version: a newer one may be in force than when the checkout was opened. */
function versionOf(given: string, terms: number): string {
  const address = new URL(given, location.origin);
  address.searchParams.set("version", String(terms));
  return address.pathname + address.search;
}
