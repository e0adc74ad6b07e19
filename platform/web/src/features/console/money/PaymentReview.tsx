// Says why a payment waits for a person, or what was decided, and what is at stake in a dispute.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Notice } from "../../../ui/Notice";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { DisputeReason, isHeld } from "./marks";
import { RespondBy } from "./RespondBy";
import { rowsOf, useDisputes, type PaymentDetails } from "./queries";
import { useMoneyTexts, type MoneyKey } from "./texts";

const REASONS = ["amount", "currency", "account", "reference", "contradiction"];

export function PaymentReview({ details }: { readonly details: PaymentDetails }): ReactNode {
  const t = useMoneyTexts();
  const zone = useListZone();
  const { payment, review_note, reviewed_at } = details;
  const reason = payment.review_reason ?? "stray";
  return (
    <>
      {isHeld(payment) && (
        <Notice title={t("review.title")}>
          <p>{REASONS.includes(reason) ? t(`review.${reason}` as MoneyKey) : t("review.stray")}</p>
        </Notice>
      )}
      {payment.review_decision !== null && (
        <Notice kind={payment.review_decision === "approved" ? "good" : "warm"}>
          <p>
            {t(`review.${payment.review_decision}`)}{" "}
            {reviewed_at !== null && <ShortMoment at={reviewed_at} zone={zone} />}
          </p>
          {review_note !== null && review_note !== "" && (
            <p>
              <bdi>{review_note}</bdi>
            </p>
          )}
        </Notice>
      )}
      {payment.dispute !== null && <DisputeOfPayment paymentId={payment.id} />}
    </>
  );
}

function DisputeOfPayment({ paymentId }: { readonly paymentId: string }): ReactNode {
  const t = useMoneyTexts();
  const amount = useAmount();
  const { slug } = useOrganization();
  const mine = rowsOf(useDisputes(null)).filter(({ payment_id }) => payment_id === paymentId);
  return mine.map((dispute) => (
    <Notice
      key={dispute.id}
      kind={dispute.state === "open" ? "bad" : "warm"}
      title={t(`disputes.${dispute.state}`, { amount: amount(dispute.amount_minor, dispute.currency) })}
      actions={
        <Link
          className="button button--quiet button--small"
          to={organizationPath(slug, `money/disputes/${dispute.id}`)}
        >
          {t("disputes.openOne")}
        </Link>
      }
    >
      {dispute.reason !== "" && (
        <p>
          <DisputeReason reason={dispute.reason} />
        </p>
      )}
      {dispute.state === "open" && (
        <>
          <p>
            {t("column.respondBy")}: <RespondBy dispute={dispute} />
          </p>
          <p>{t("disputes.evidence")}</p>
        </>
      )}
    </Notice>
  ));
}
