// What a discount takes off and asks for in further currencies: those of its event, or any for every event.
import type { ReactNode } from "react";
import type { TypedAmounts } from "../parts/currency-amounts";
import { CurrencyAmounts } from "../parts/CurrencyAmounts";
import { CurrencyField } from "../parts/CurrencyField";
import type { Editing } from "../parts/editing";
import type { DiscountForm } from "./discount-form";
import type { Discount } from "./queries";
import { useDiscountTexts } from "./texts";

export interface FurtherAmountsProps {
  readonly editing: Editing<DiscountForm, Discount>;
  /** In which the event is sold, its own first; null: of every event, so they are chosen here. */
  readonly currencies: readonly string[] | null;
}

/** What is taken off, beside the amount. */
export function FurtherAmounts({ editing, currencies }: FurtherAmountsProps): ReactNode {
  const { form, change, errors } = editing;
  const t = useDiscountTexts();
  const further = furtherThan(form.currency, currencies, form.amounts);
  return (
    <>
      <CurrencyAmounts
        id="discount-amounts"
        legend={t("field.amounts")}
        hint={t("field.amountsHint")}
        currencies={further}
        labelOf={(currency) => t("field.amountIn", { currency })}
        values={form.amounts}
        error={errors.get("amounts")}
        onChange={(amounts) => change({ amounts })}
      />
      {currencies === null && (
        <Another
          taken={[form.currency, ...further]}
          onAdd={(code) => change({ amounts: { ...form.amounts, [code]: "" } })}
        />
      )}
    </>
  );
}

/** What its tickets have to cost, beside the least total; of an amount only where it takes one off. */
export function FurtherMinimums({ editing, currencies }: FurtherAmountsProps): ReactNode {
  const { form, change, errors } = editing;
  const t = useDiscountTexts();
  const isAmount = form.value === "amount";
  const own = isAmount ? form.currency : (currencies?.[0] ?? "");
  const known = isAmount ? Object.keys(form.amounts) : currencies;
  const named = furtherThan(own, known, form.minimums);
  const further = isAmount ? named.filter((each) => (form.amounts[each] ?? "").trim() !== "") : named;
  return (
    <>
      <CurrencyAmounts
        id="discount-minimums"
        legend={t("field.minimums")}
        hint={t(isAmount ? "field.minimumsHint" : "field.minimumsOfShare")}
        currencies={further}
        labelOf={(currency) => t("field.minimumIn", { currency })}
        values={form.minimums}
        error={errors.get("minimums")}
        onChange={(minimums) => change({ minimums })}
      />
      {currencies === null && !isAmount && (
        <Another taken={further} onAdd={(code) => change({ minimums: { ...form.minimums, [code]: "" } })} />
      )}
    </>
  );
}

function Another({
  taken,
  onAdd,
}: {
  readonly taken: readonly string[];
  readonly onAdd: (currency: string) => void;
}): ReactNode {
  const t = useDiscountTexts();
  const add = (code: string): void => {
    if (code !== "" && !taken.includes(code)) onAdd(code);
  };
  return <CurrencyField key={taken.length} id="discount-further" label={t("field.further")} value="" onChange={add} />;
}

function furtherThan(own: string, currencies: readonly string[] | null, typed: TypedAmounts): readonly string[] {
  return [...new Set([...(currencies ?? []), ...Object.keys(typed)])].filter((each) => each !== own);
}
