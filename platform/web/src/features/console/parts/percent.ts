// Shares of a whole in the reader's language.
import { useLocale } from "../../../ui/language";

/** What nobody can know yet, or nothing was divided by. */
export const NOTHING = "–";

/** A share, from 0 to 1, in percent. */
export function usePercent(): (share: number | null) => string {
  const format = new Intl.NumberFormat([useLocale(), "en"], { style: "percent", maximumFractionDigits: 1 });
  return (share) => (share === null ? NOTHING : format.format(share));
}
