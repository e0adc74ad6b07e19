// Small marks of money: states of payments, refunds, disputes and deliveries, and the providers' own words.
import type { ReactNode } from "react";
import { RiskMark } from "../parts/PaymentRisk";
import { PAYMENT_STATES } from "./payment-filter";
import type { Payment } from "./queries";
import { useMoneyTexts, type MoneyKey } from "./texts";

const LOOKS: Readonly<Record<string, string>> = {
  succeeded: "good",
  done: "good",
  won: "good",
  processing: "accent",
  authorized: "accent",
  requested: "accent",
  received: "accent",
  open: "warm",
  pending: "warm",
  needs_action: "warm",
  failed: "bad",
  lost: "bad",
  dead: "bad",
};

export interface StateMarkProps {
  readonly state: string;
  readonly children: ReactNode;
}

/** A state in its colour; the word says it, too. */
export function StateMark({ state, children }: StateMarkProps): ReactNode {
  const look = LOOKS[state];
  return <span className={look === undefined ? "tag" : `tag tag--${look}`}>{children}</span>;
}

/** One of the states that the texts have words for, else as the server says it. */
function Known({ state, prefix, known }: { state: string; prefix: string; known: readonly string[] }): ReactNode {
  const t = useMoneyTexts();
  return <StateMark state={state}>{known.includes(state) ? t(`${prefix}.${state}` as MoneyKey) : state}</StateMark>;
}

const REFUND_STATES = ["requested", "pending", "succeeded", "failed"];
const DELIVERY_STATES = ["received", "done", "ignored", "foreign", "dead"];
const OPERATION_STATES = ["planned", "sent", "unknown", "done", "failed"];
const DISPUTE_STATES = ["open", "won", "lost"];

export const RefundState = ({ state }: { readonly state: string }): ReactNode => (
  <Known state={state} prefix="refund" known={REFUND_STATES} />
);
export const DeliveryState = ({ state }: { readonly state: string }): ReactNode => (
  <Known state={state} prefix="delivery" known={DELIVERY_STATES} />
);
export const OperationState = ({ state }: { readonly state: string }): ReactNode => (
  <Known state={state} prefix="operation" known={OPERATION_STATES} />
);
export const DisputeMark = ({ state }: { readonly state: string }): ReactNode => (
  <Known state={state} prefix="dispute" known={DISPUTE_STATES} />
);

/** The state of a payment, and beside it what needs a person: a review, a dispute. */
export function PaymentMarks({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useMoneyTexts();
  return (
    <span className="money-marks">
      <Known state={payment.state} prefix="state" known={PAYMENT_STATES} />
      {isHeld(payment) && <span className="tag tag--warm">{t("held")}</span>}
      <RiskMark risk={payment.risk} />
      {payment.dispute !== null && (
        <span className={payment.dispute === "won" ? "tag tag--good" : "tag tag--bad"}>
          {t(`disputed.${payment.dispute}` as MoneyKey)}
        </span>
      )}
    </span>
  );
}

const TAKEN = ["cash", "card_terminal", "transfer", "other"] as const;

/** Whether it waits for a person to approve or refuse it. */
export function isHeld({ review_reason, review_decision, stray_minor }: Payment): boolean {
  return (review_reason !== null && review_decision !== "refused") || stray_minor > 0;
}

/** How a payment was made: in its provider's word, or how the team took it. */
export function PaymentMethod({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useMoneyTexts();
  if (payment.method === null) return null;
  const taken = payment.connection_id === null ? TAKEN.find((each) => each === payment.method) : undefined;
  return taken === undefined ? <ProvidersWord word={payment.method} /> : t(`method.${taken}`);
}

/** A provider's own word, such as `product_not_received`, as people write it. */
export function ProvidersWord({ word }: { readonly word: string }): ReactNode {
  return <bdi className="money-word">{word.replaceAll(/[_-]+/g, " ").toLowerCase()}</bdi>;
}

/** The reasons that providers and card networks give, by the word that Turnout has for them. */
const REASONS: Readonly<Record<string, MoneyKey>> = {
  fraudulent: "reason.fraudulent",
  unauthorised: "reason.fraudulent",
  product_not_received: "reason.notReceived",
  merchandise_or_service_not_received: "reason.notReceived",
  goods_or_services_not_received_or_partially_received: "reason.notReceived",
  product_unacceptable: "reason.notAsDescribed",
  merchandise_or_service_not_as_described: "reason.notAsDescribed",
  duplicate: "reason.duplicate",
  duplicate_transaction: "reason.duplicate",
  payment_by_other_means: "reason.duplicate",
  credit_not_processed: "reason.creditMissing",
  unrecognized: "reason.unrecognized",
  incorrect_amount: "reason.amount",
  subscription_canceled: "reason.cancelled",
  canceled_recurring_billing: "reason.cancelled",
  debit_not_authorized: "reason.notAuthorized",
  general: "reason.general",
  other: "reason.general",
};

/** Why a payment is disputed; a reason that Turnout has no word for in the provider's own. */
export function DisputeReason({ reason }: { readonly reason: string }): ReactNode {
  const t = useMoneyTexts();
  const known = REASONS[reason.toLowerCase()];
  return known === undefined ? <ProvidersWord word={reason} /> : t(known);
}
