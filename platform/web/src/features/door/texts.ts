// The sentences of the scanner, and moments as they stand inside of them.
import { formatMoney } from "../../lib/money";
import type { Keys } from "../../lib/texts";
import { formatDay, formatTime } from "../../lib/when";
import { useLocale, useTexts, type Translate } from "../../ui/translate";
import type english from "./texts/en.json";

export type DoorKey = Keys<typeof english>;

export function useDoorTexts(): Translate<DoorKey> {
  return useTexts<DoorKey>("door");
}

/** "14:05", or with its day where that is another one; on the event's clock. */
export function useMoment(timeZone: string | undefined): (at: string | number) => string {
  const locale = useLocale();
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (given) => {
    const at = new Date(given).toISOString();
    const day = formatDay(at, zone, locale);
    const time = formatTime(at, zone, locale);
    return day === formatDay(new Date().toISOString(), zone, locale) ? time : `${day}, ${time}`;
  };
}

/** `price(2550, "EUR", 2)` reads "€25.50"; the digits are the server's to say. */
export function usePrice(): (minor: number, currency: string, digits: number) => string {
  const locale = useLocale();
  return (minor, currency, digits) => formatMoney(minor, currency, locale, digits);
}
