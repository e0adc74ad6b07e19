// The pill of a period: whole days on the list's clock.
import type { ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { useConsoleTexts } from "../shell/texts";
import { dayOf, dayStart, nextDay } from "./days";
import { FilterPill } from "./FilterPill";
import { useListZone } from "./ShortMoment";

const RECENT_DAYS = [7, 30] as const;

export interface DatesPillProps {
  readonly label: string;
  /** Instants: the beginning, and the end that does not belong to it any more. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (from: string | null, to: string | null) => void;
}

/** Whole days on the list's clock, the last one included. */
export function DatesPill({ label, from, to, onChange }: DatesPillProps): ReactNode {
  const t = useConsoleTexts();
  const zone = useListZone();
  const locale = useLocale();
  const first = from === undefined ? "" : dayOf(from, zone);
  const last = to === undefined ? "" : dayOf(to, zone, true);
  const set = (start: string, end: string): void =>
    onChange(start === "" ? null : dayStart(start, zone), end === "" ? null : dayStart(nextDay(end), zone));
  const day = (value: string): string => (value === "" ? "…" : formatDay(dayStart(value, zone), zone, locale));
  const said = first === "" && last === "" ? "" : first === last ? day(first) : `${day(first)} – ${day(last)}`;
  const recent = (days: number): void => {
    const today = dayOf(new Date().toISOString(), zone);
    const start = new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
    set(start, today);
  };
  return (
    <FilterPill label={label} said={said} onClear={() => set("", "")}>
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
