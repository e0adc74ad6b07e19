// Whether the prices of an event include the tax, or it comes on top; saved as it is chosen.
import type { ReactNode } from "react";
import { withTax } from "../../../lib/tax";
import { Checkbox } from "../../../ui/Checkbox";
import { intlLocale } from "../../../lib/language";
import { useLocale } from "../../../ui/language";
import { Section } from "../parts/Section";
import { useNotSaved } from "../parts/state-change";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useSetTax } from "./queries";
import { useTicketTexts } from "./texts";
import type { TicketType } from "./type-form";

const WHOLE_BP = 10_000;
const EXAMPLE_BP = 1900;

export function TicketTax({
  types,
  editable,
}: {
  readonly types: readonly TicketType[];
  readonly editable: boolean;
}): ReactNode {
  const t = useTicketTexts();
  const amount = useAmount();
  const digitsOf = useDigits();
  const locale = useLocale();
  const notify = useNotify();
  const notSaved = useNotSaved();
  const set = useSetTax();
  const excludes = types.some(({ excludes_tax }) => excludes_tax);
  const shown = types.find(({ price_minor, tax_rate_bp }) => price_minor > 0 && tax_rate_bp > 0) ?? types[0];
  if (shown === undefined) return null;
  const { currency } = shown;
  const digits = digitsOf(currency);
  const taxBp = shown.tax_rate_bp || EXAMPLE_BP;
  const price = shown.price_minor || 10 ** (digits + 2);
  const rate = new Intl.NumberFormat([intlLocale(locale), "en"], { style: "percent", maximumFractionDigits: 2 });
  const choose = (isExcluded: boolean): void =>
    set.mutate(isExcluded, {
      onSuccess: () => notify(t(isExcluded ? "tax.nowExcluded" : "tax.nowIncluded")),
      onError: notSaved,
    });
  return (
    <Section
      title={t("tax.title")}
      lead={t("tax.hint", {
        price: amount(price, currency),
        gross: amount(withTax(price, { taxBp, digits }), currency),
        rate: rate.format(taxBp / WHOLE_BP),
      })}
      boxed
    >
      <Checkbox id="ticket-tax" checked={excludes} onChange={choose} disabled={!editable || set.isPending}>
        {t("tax.excluded")}
      </Checkbox>
    </Section>
  );
}
