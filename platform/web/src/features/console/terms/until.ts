// Until when something may be done, by hours before the start.
import { useLocale } from "../../../ui/language";
import { hoursShown } from "./durations";
import { useTermsTexts } from "./texts";

/** "Until 2 days before", "Until the event starts", or "Not at all" for null. */
export function useUntil(): (hours: number | null) => string {
  const t = useTermsTexts();
  const locale = useLocale();
  return (hours) => {
    if (hours === null) return t("hours.never");
    return hours === 0 ? t("hours.start") : t("hours.before", { time: hoursShown(hours, locale) });
  };
}
