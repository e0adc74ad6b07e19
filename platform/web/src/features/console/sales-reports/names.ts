// What the lines of a report are called: days, months and weekdays in words, channels by their names.
import { formatCalendarDay, formatWeekday } from "../../../lib/moment";
import { useLocale } from "../../../ui/language";
import { usePartnerTexts } from "../sales-partners/texts";
import type { ReportLine } from "./queries";
import { useReportTexts } from "./texts";
import type { Grouping } from "./wish";

const CHANNELS = ["web", "embed", "box_office", "api", "partner", "import"] as const;

export function useLineName(grouping: Grouping): (line: ReportLine) => string {
  const t = useReportTexts();
  const channels = usePartnerTexts();
  const locale = useLocale();
  const date = (parts: Intl.DateTimeFormatOptions, day: string | number): string =>
    formatCalendarDay(day, locale, parts);
  return ({ key, name }) => {
    switch (grouping) {
      case "day":
        return date({ weekday: "short", day: "numeric", month: "short", year: "numeric" }, key);
      case "week":
        return t("weekOf", { day: date({ day: "numeric", month: "short", year: "numeric" }, key) });
      case "month":
        return date({ month: "long", year: "numeric" }, key);
      case "weekday":
        return formatWeekday(Number(key), locale);
      case "hour":
        return date({ hour: "numeric", minute: "2-digit" }, Date.UTC(1970, 0, 1, Number(key)));
      case "channel": {
        const known = CHANNELS.find((each) => each === key);
        return known === undefined ? key || t("noChannel") : channels(`channel.${known}`);
      }
      case "sales_partner":
        return name ?? t("noPartner");
      case "code":
        return key || t("noCode");
      case "sold_by":
        return name ?? t(key ? "formerSeller" : "noSeller");
      default:
        return name ?? t("noOrder");
    }
  };
}
