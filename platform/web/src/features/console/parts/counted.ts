// When the figures of a report were counted, and whose days they are.
import { formatMoment } from "../../../lib/moment";
import { useLocale } from "../../../ui/language";

interface Counted {
  /** Of a replica: the instant up to which it knew. */
  readonly counted_at: string;
  readonly time_zone: string;
}

/** The words that stand for both in a text: `{{zone}}` and `{{at}}`. */
export function useCounted(report: Counted): { readonly zone: string; readonly at: string } {
  const at = formatMoment(report.counted_at, report.time_zone, useLocale(), "own");
  return { zone: report.time_zone, at };
}
