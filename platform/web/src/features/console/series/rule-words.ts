// A rule in words: "Every 2 weeks on Mon, Thu · 10 events".
import { formatWeekday } from "../../../lib/moment";
import { formatDay } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { readRule, WEEKDAYS, type ReadRule, type Weekday } from "./rule";
import { useSeriesTexts, type SeriesKey } from "./texts";

export function useWeekdays(width: "short" | "long"): (day: Weekday) => string {
  const locale = useLocale();
  return (day) => formatWeekday(WEEKDAYS.indexOf(day) + 1, locale, width);
}

/** What a rule says; as it is written where our form cannot say it. */
export function useRuleWords(): (rule: string) => string {
  const t = useSeriesTexts();
  const locale = useLocale();
  const [short, long] = [useWeekdays("short"), useWeekdays("long")];
  const on = ({ weekdays, nth }: ReadRule): string => {
    const [first] = weekdays;
    if (first === undefined) return "";
    if (nth !== 0) return t(`nth.${nth < 0 ? "last" : nth}` as SeriesKey, { weekday: long(first) });
    return weekdays.map(short).join(", ");
  };
  return (rule) => {
    const read = readRule(rule);
    if (read === null) return rule;
    const ends =
      read.until === null
        ? t("ends.after", { count: read.count ?? 1 })
        : t("ends.by", { day: formatDay(`${read.until}T12:00:00Z`, "UTC", locale) });
    return [t(`every.${read.frequency}`, { count: read.interval }), on(read), ends].filter(Boolean).join(" · ");
  };
}
