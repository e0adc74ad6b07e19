// The fields of a discount, in the order in which one thinks about it.
import "./discounts.css";
import type { ReactNode } from "react";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { CurrencyField } from "../parts/CurrencyField";
import type { Editing } from "../parts/editing";
import type { DiscountField, DiscountForm, Value } from "./discount-form";
import { FurtherAmounts, FurtherMinimums } from "./FurtherAmounts";
import type { Discount } from "./queries";
import { useDiscountTexts } from "./texts";

export interface TypeChoice {
  readonly id: string;
  readonly name: string;
}

export interface DiscountFieldsProps {
  readonly editing: Editing<DiscountForm, Discount>;
  /** The event's ticket types; none where it counts at every event. */
  readonly types: readonly TypeChoice[];
  /** In which the event is sold, its own first; null: of every event, so they are chosen here. */
  readonly currencies: readonly string[] | null;
  readonly zone: string;
}

const VALUES: readonly Value[] = ["percent", "amount", "nothing"];

export function DiscountFields({ editing, types, currencies, zone }: DiscountFieldsProps): ReactNode {
  const { form, change, errors, isNew } = editing;
  const t = useDiscountTexts();
  const text = (name: Exclude<DiscountField, "amounts" | "minimums" | "types" | "opens" | "stackable" | "value">) => ({
    id: `discount-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <>
      {isNew && <Field {...text("code")} hint={t("field.codeHint")} required maxLength={40} autoComplete="off" />}
      <Field {...text("name")} hint={t("field.nameHint")} maxLength={200} />
      <RadioGroup
        id="discount-value"
        label={t("field.value")}
        value={form.value}
        options={VALUES.map((value) => ({ value, label: t(`value.${value}`) }))}
        onChange={(value) => change({ value: value as Value })}
      />
      {form.value === "percent" && <Field {...text("percent")} type="number" required />}
      {form.value === "amount" && (
        <div className="pair">
          <Field {...text("amount")} type="number" required />
          <CurrencyField {...text("currency")} required />
        </div>
      )}
      {form.value === "amount" && <FurtherAmounts editing={editing} currencies={currencies} />}
      {types.length > 0 && (
        <CheckboxGroup
          id="discount-types"
          label={t("field.types")}
          hint={t("field.typesHint")}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          values={form.types}
          error={errors.get("types")}
          onChange={(chosen) => change({ types: chosen })}
        />
      )}
      <Checkbox
        id="discount-opens"
        checked={form.opens}
        error={errors.get("opens")}
        onChange={(opens) => change({ opens })}
      >
        {t("field.opens")}
        <span className="field__hint discounts__hint">{t("field.opensHint")}</span>
      </Checkbox>
      <div className="pair">
        <Field {...text("uses")} hint={t("field.usesHint")} type="number" />
        <Field {...text("perPerson")} hint={t("field.perPersonHint")} type="number" />
      </div>
      <div className="pair">
        <Field {...text("starts")} type="datetime-local" />
        <Field {...text("ends")} type="datetime-local" />
      </div>
      <p className="muted small">{t("zone", { zone })}</p>
      <div className="pair">
        <Field {...text("quantity")} type="number" required />
        <Field {...text("minimum")} type="number" />
      </div>
      {form.value !== "nothing" && form.minimum.trim() !== "" && (
        <FurtherMinimums editing={editing} currencies={currencies} />
      )}
      <Checkbox id="discount-stackable" checked={form.stackable} onChange={(stackable) => change({ stackable })}>
        {t("field.stackable")}
        <span className="field__hint discounts__hint">{t("field.stackableHint")}</span>
      </Checkbox>
    </>
  );
}
