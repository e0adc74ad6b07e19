// Why an order is held: each rule with its figures, and from where it was placed.
import type { ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { useLocale } from "../../../ui/language";
import { RiskWords } from "../parts/PaymentRisk";
import type { OrderReview, Reason } from "./queries";
import { useReviewTexts } from "./texts";

const HOUR = 3600;
const DAY = 24 * HOUR;

export function ReviewReasons({ review }: { readonly review: OrderReview }): ReactNode {
  const t = useReviewTexts();
  return (
    <div>
      <ul className="review__reasons">
        {review.reasons.map((reason, place) => (
          <li key={place}>
            <ReasonLine reason={reason} />
          </li>
        ))}
      </ul>
      {review.network !== "" && (
        <p className="muted small">
          {t("network")} <bdi className="number">{review.network}</bdi>
        </p>
      )}
    </div>
  );
}

function ReasonLine({ reason }: { readonly reason: Reason }): ReactNode {
  const t = useReviewTexts();
  const period = usePeriod(reason.period_seconds);
  const subject = { email: "rule.email", account: "rule.account", network: "rule.network" } as const;
  const by = subject[reason.subject as keyof typeof subject];
  const measure = reason.measure === "tickets" ? "rule.tickets" : "rule.orders";
  return (
    <>
      <strong>
        <bdi>{reason.name}</bdi>
      </strong>
      {": "}
      {reason.kind === "blocked_address" && `${t("blocked")} · ${reason.note}`}
      {reason.kind === "payment_risk" && (
        <RiskWords
          level={reason.risk_level}
          score={reason.risk_score}
          codes={reason.risk_codes}
          message={reason.note}
        />
      )}
      {reason.kind === "rule" && by !== undefined && `${t(by)} · `}
      {reason.kind === "rule" && t(measure, { count: reason.counted, most: reason.most, period })}
    </>
  );
}

/** A time in the reader's language: "1 hour", "30 days". */
function usePeriod(seconds: number): string {
  const [unit, length] =
    seconds % DAY === 0
      ? (["day", DAY] as const)
      : seconds % HOUR === 0
        ? (["hour", HOUR] as const)
        : (["minute", 60] as const);
  const locale = [intlLocale(useLocale()), "en"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(
    Math.round(seconds / length),
  );
}
