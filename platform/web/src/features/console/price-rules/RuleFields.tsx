// The fields of a price rule: for what, at which price, and when it is in force.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { furtherCurrencies } from "../parts/currency-amounts";
import { CurrencyAmounts } from "../parts/CurrencyAmounts";
import type { Editing } from "../parts/editing";
import type { TicketType } from "../tickets/type-form";
import { MemberFields } from "./MemberFields";
import type { PriceRule } from "./queries";
import type { Kind, RuleField, RuleForm, Value } from "./rule-form";
import { usePriceTexts } from "./texts";

export interface RuleFieldsProps {
  readonly editing: Editing<RuleForm, PriceRule>;
  readonly types: readonly TicketType[];
  readonly zone: string;
}

const KINDS: readonly Kind[] = ["early_bird", "quantity", "multibuy", "member"];
const VALUES: readonly Value[] = ["price", "percent"];

export function RuleFields({ editing, types, zone }: RuleFieldsProps): ReactNode {
  const { form, change, errors, isNew } = editing;
  const t = usePriceTexts();
  const sold = types.filter(({ id }) => id === form.type);
  const further = new Set([...furtherCurrencies(sold), ...Object.keys(form.prices)]);
  const text = (name: Exclude<RuleField, "prices" | "type" | "kind" | "value" | "by" | "list" | "bought">) => ({
    id: `rule-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <>
      {isNew && (
        <>
          <NativeSelect
            id="rule-type"
            label={t("field.type")}
            required
            options={types.map(({ id, name }) => ({ value: id, label: name }))}
            value={form.type}
            error={errors.get("type")}
            onChange={(type) => change({ type })}
          />
          <RadioGroup
            id="rule-kind"
            label={t("field.kind")}
            value={form.kind}
            options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            onChange={(kind) => change({ kind: kind as Kind })}
          />
        </>
      )}
      <Field {...text("name")} hint={t("field.nameHint")} required maxLength={200} />
      {form.kind === "member" && <MemberFields editing={editing} />}
      {form.kind !== "multibuy" && (
        <RadioGroup
          id="rule-value"
          label={t("field.value")}
          value={form.value}
          options={VALUES.map((value) => ({ value, label: t(`value.${value}`) }))}
          onChange={(value) => change({ value: value as Value })}
        />
      )}
      {form.kind === "multibuy" && (
        <div className="pair">
          <Field {...text("take")} type="number" required />
          <Field {...text("pay")} hint={t("field.payHint")} type="number" required />
        </div>
      )}
      {form.kind !== "multibuy" && form.value === "price" && (
        <>
          <Field {...text("price")} type="number" required />
          <CurrencyAmounts
            id="rule-prices"
            legend={t("field.prices")}
            hint={t("field.pricesHint")}
            currencies={[...further]}
            labelOf={(currency) => t("field.priceIn", { currency })}
            values={form.prices}
            error={errors.get("prices")}
            onChange={(prices) => change({ prices })}
          />
        </>
      )}
      {form.kind !== "multibuy" && form.value === "percent" && <Field {...text("percent")} type="number" required />}
      {form.kind === "quantity" && (
        <div className="pair">
          <Field {...text("least")} type="number" required />
          <Field {...text("most")} hint={t("field.mostHint")} type="number" />
        </div>
      )}
      {form.kind === "member" && <Field {...text("most")} hint={t("field.mostHint")} type="number" />}
      <div className="pair">
        <Field {...text("starts")} type="datetime-local" />
        <Field {...text("ends")} type="datetime-local" />
      </div>
      <p className="muted small">{t("zone", { zone })}</p>
      {form.kind === "early_bird" && (
        <div className="pair">
          <Field {...text("soldFrom")} hint={t("field.soldFromHint")} type="number" />
          <Field {...text("soldUntil")} hint={t("field.soldUntilHint")} type="number" />
        </div>
      )}
    </>
  );
}
