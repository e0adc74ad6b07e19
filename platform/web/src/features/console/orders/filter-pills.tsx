// The pills of the lists' filters: amounts, and what is chosen from the organization's own things.
import { useState, type ReactNode } from "react";
import { minorOf } from "../../../lib/typed-numbers";
import { typedNumber } from "../../../lib/typed-text";
import { useEvents, useTicketTypes } from "../events/queries";
import { FilterPill, OnePill, type PillOf } from "../parts/FilterPill";
import { useEventQuery } from "../shell/event";
import { useAmount, useDigits } from "../shell/money";
import { useOrderTags, useUsualCurrency } from "./queries";
import { useOrderTexts } from "./texts";

export type Change = (changes: Readonly<Record<string, string | number | null>>) => void;

export interface RangeProps<V> {
  readonly from: V | undefined;
  readonly to: V | undefined;
  readonly onChange: Change;
}

export function AmountPill({ from, to, onChange }: RangeProps<number>): ReactNode {
  const t = useOrderTexts();
  const currency = useUsualCurrency();
  const amount = useAmount();
  const shown = (minor: number | undefined): string => (minor === undefined ? "…" : amount(minor, currency));
  const said = from === undefined && to === undefined ? "" : `${shown(from)} – ${shown(to)}`;
  return (
    <FilterPill label={t("filter.amount")} said={said} onClear={() => onChange({ amount_from: null, amount_to: null })}>
      <div className="filter-pill__fields">
        <AmountField
          label={t("filter.atLeast", { currency })}
          minor={from}
          currency={currency}
          onChange={(minor) => onChange({ amount_from: minor })}
        />
        <AmountField
          label={t("filter.atMost", { currency })}
          minor={to}
          currency={currency}
          onChange={(minor) => onChange({ amount_to: minor })}
        />
      </div>
    </FilterPill>
  );
}

interface AmountFieldProps {
  readonly label: string;
  readonly minor: number | undefined;
  readonly currency: string;
  readonly onChange: (minor: number | null) => void;
}

function AmountField({ label, minor, currency, onChange }: AmountFieldProps): ReactNode {
  const digits = useDigits()(currency);
  const [typed, setTyped] = useState(minor === undefined ? "" : (minor / 10 ** digits).toFixed(digits));
  const type = (text: string): void => {
    setTyped(text);
    const value = minorOf(text, digits);
    if (value !== null) onChange(text.trim() === "" ? null : value);
  };
  return (
    <label className="field">
      <span className="field__label">{label}</span>
      <input
        className="input"
        inputMode="decimal"
        value={typed}
        aria-invalid={minorOf(typed, digits) === null}
        onChange={(event) => type(typedNumber(event.target.value))}
      />
    </label>
  );
}

/** An event of the organization, found by its name. */
export function EventPill({ value, onChange, label }: PillOf<string>): ReactNode {
  const t = useOrderTexts();
  const [typed, setTyped] = useState("");
  const events = useEvents("all", typed.trim()).data?.pages[0]?.items ?? [];
  const chosen = useEventQuery(value ?? "").data;
  return (
    <OnePill
      label={label}
      value={value}
      onChange={onChange}
      choices={events.map(({ id, title }) => ({ value: id, label: title }))}
      none={t("filter.noneFound")}
      {...(chosen === undefined ? {} : { said: chosen.title })}
      above={
        <input
          type="search"
          className="input"
          aria-label={t("filter.findEvent")}
          placeholder={t("filter.findEvent")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      }
    />
  );
}

export function TicketTypePill({ eventId, ...rest }: PillOf<string> & { readonly eventId: string }): ReactNode {
  const t = useOrderTexts();
  const types = useTicketTypes(eventId).data ?? [];
  return (
    <OnePill
      {...rest}
      none={t("filter.noneFound")}
      choices={types.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

export function TagPill(props: PillOf<string>): ReactNode {
  const t = useOrderTexts();
  const tags = useOrderTags().data ?? [];
  return (
    <OnePill {...props} none={t("filter.noTags")} choices={tags.map(({ id, name }) => ({ value: id, label: name }))} />
  );
}
