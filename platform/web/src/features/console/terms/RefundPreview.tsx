// What a buyer gets back until when, by terms as they are in the form, for one ticket.
import type { ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { localIn } from "../../../lib/zoned";
import { useLocale } from "../../../ui/language";
import { useEventIfAny } from "../shell/event";
import { useAmount, useDigits } from "../shell/money";
import { daysShown } from "./durations";
import { dayAfter } from "./instalments";
import type { BuyerTermsBody } from "./queries";
import { deadlinesOf, refundOf, type Deadline } from "./terms-form";
import { useTermsTexts } from "./texts";

const DAY = "2026-12-14".length;

export interface RefundPreviewProps {
  readonly terms: BuyerTermsBody;
  /** Of the ticket that is given back. */
  readonly priceMinor: number;
  readonly currency: string;
}

export function RefundPreview({ terms, priceMinor, currency }: RefundPreviewProps): ReactNode {
  const t = useTermsTexts();
  const locale = useLocale();
  const amount = useAmount();
  const digits = useDigits();
  const deadlines = deadlinesOf(terms);
  const price = { minor: priceMinor, currency, digits: digits(currency) };
  const percent = new Intl.NumberFormat([locale, "en"], { style: "percent", maximumFractionDigits: 2 });
  if (deadlines.length === 0) return <p className="muted">{t("preview.none")}</p>;
  return (
    <table className="terms-table">
      <caption className="terms-table__caption">
        {t("preview.caption", { price: amount(priceMinor, currency) })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("preview.until")}</th>
          <th scope="col">{t("preview.share")}</th>
          <th scope="col">{t("preview.back")}</th>
        </tr>
      </thead>
      <tbody>
        {deadlines.map((each) => (
          <tr key={each.days ?? "start"}>
            <th scope="row">
              <Until deadline={each} />
            </th>
            <td>{percent.format(each.share_bp / 10_000)}</td>
            <td>{amount(refundOf(terms, each, price), currency)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t("preview.later")}</th>
          <td>{percent.format(0)}</td>
          <td>{amount(0, currency)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Until({ deadline: { days } }: { readonly deadline: Deadline }): ReactNode {
  const t = useTermsTexts();
  const locale = useLocale();
  const event = useEventIfAny();
  if (days === null) return t("hours.start");
  const before = t("hours.before", { time: daysShown(days, locale) });
  const startsAt = event?.starts_at ?? null;
  if (event === null || startsAt === null) return before;
  const last = dayAfter(localIn(startsAt, event.time_zone).slice(0, DAY), -days);
  const day = formatDay(`${last}T12:00:00Z`, "UTC", locale);
  return t("preview.day", { day, before });
}
