// The pills of the lists' filters: dates, amounts, and what is chosen from the organization's own things.
import { useState, type ReactNode } from "react";
import { minorOf } from "../../../lib/typed-numbers";
import { formatDay } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { useEvents, useTicketTypes } from "../events/queries";
import { useEventQuery } from "../shell/event";
import { useAmount, useDigits } from "../shell/money";
import { FilterPill, OnePill, type PillOf } from "./FilterPill";
import { dayOf, dayStart, nextDay } from "./list-filter";
import { useOrderTags, useUsualCurrency } from "./queries";
import { useListZone } from "./marks";
import { useOrderTexts } from "./texts";

export type Change = (changes: Readonly<Record<string, string | number | null>>) => void;

const RECENT_DAYS = [7, 30] as const;

export interface RangeProps<V> {
  readonly from: V | undefined;
  readonly to: V | undefined;
  readonly onChange: Change;
}

/** Whole days on the list's clock, the last one included. */
export function DatesPill({ from, to, onChange }: RangeProps<string>): ReactNode {
  const t = useOrderTexts();
  const zone = useListZone();
  const locale = useLocale();
  const first = from === undefined ? "" : dayOf(from, zone);
  const last = to === undefined ? "" : dayOf(to, zone, true);
  const set = (start: string, end: string): void =>
    onChange({
      placed_from: start === "" ? null : dayStart(start, zone),
      placed_before: end === "" ? null : dayStart(nextDay(end), zone),
    });
  const day = (value: string): string => (value === "" ? "…" : formatDay(dayStart(value, zone), zone, locale));
  const said = first === "" && last === "" ? "" : first === last ? day(first) : `${day(first)} – ${day(last)}`;
  const recent = (days: number): void => {
    const today = dayOf(new Date().toISOString(), zone);
    const start = new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
    set(start, today);
  };
  return (
    <FilterPill label={t("filter.placed")} said={said} onClear={() => set("", "")}>
      <div className="filter-pill__fields">
        <label className="field">
          <span className="field__label">{t("filter.from")}</span>
          <input className="input" type="date" value={first} onChange={(event) => set(event.target.value, last)} />
        </label>
        <label className="field">
          <span className="field__label">{t("filter.to")}</span>
          <input className="input" type="date" value={last} onChange={(event) => set(first, event.target.value)} />
        </label>
        <div className="row">
          {RECENT_DAYS.map((days) => (
            <button key={days} type="button" className="filter-pill__quick" onClick={() => recent(days)}>
              {t("filter.lastDays", { days })}
            </button>
          ))}
        </div>
      </div>
    </FilterPill>
  );
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
        onChange={(event) => type(event.target.value)}
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
