// One field for an amount in each of the further currencies of an event.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import type { TypedAmounts } from "./currency-amounts";

export interface CurrencyAmountsProps {
  readonly id: string;
  readonly legend: string;
  readonly hint: string;
  readonly currencies: readonly string[];
  readonly labelOf: (currency: string) => string;
  readonly values: TypedAmounts;
  readonly onChange: (values: TypedAmounts) => void;
  readonly error?: string | undefined;
}

export function CurrencyAmounts(props: CurrencyAmountsProps): ReactNode {
  const { id, legend, hint, currencies, labelOf, values, onChange, error } = props;
  if (currencies.length === 0) return null;
  return (
    <fieldset id={id} tabIndex={-1} className="currency-amounts" aria-describedby={`${id}-hint`}>
      <legend className="field__label">{legend}</legend>
      <span id={`${id}-hint`} className="field__hint">
        {hint}
      </span>
      <div className="currency-amounts__fields">
        {currencies.map((currency) => (
          <Field
            key={currency}
            id={`${id}-${currency}`}
            label={labelOf(currency)}
            type="number"
            autoComplete="off"
            value={values[currency] ?? ""}
            onChange={(text) => onChange({ ...values, [currency]: text })}
          />
        ))}
      </div>
      {error !== undefined && (
        <span className="field__error" role="alert">
          {error}
        </span>
      )}
    </fieldset>
  );
}
