// A refund, in full or in part: what it does is shown before it is done.
import { useDeferredValue, useState, type ReactNode } from "react";
import { minorOf } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { Skeleton } from "../../../ui/Skeleton";
import { usePools } from "../events/queries";
import { NotConfirmed } from "../session/connection";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { MoneyStateMark, OrderStateMark } from "./marks";
import { useRefund, useRefundPreview, type RefundPreview } from "./order-actions";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

export function RefundDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  const digits = useDigits()(order.currency);
  const notify = useNotify();
  const left = order.paid_minor - order.refunded_minor;
  const [typed, setTyped] = useState((left / 10 ** digits).toFixed(digits));
  const [reason, setReason] = useState("");
  const refund = useRefund(order);
  const minor = minorOf(typed, digits);
  const isRight = minor !== null && minor > 0 && minor <= left;
  const asked = useDeferredValue(isRight ? minor : null);
  const amount = asked === left ? null : asked;
  const preview = useRefundPreview(order, amount, asked !== null);
  const isReady = isRight && asked === minor && preview.isSuccess && !preview.isPlaceholderData;
  const send = (): void => {
    if (preview.data === undefined) return;
    refund.mutate(
      { amount, reason: reason.trim(), token: preview.data.preview_token },
      {
        onSuccess: () => {
          onClose();
          notify(t("refund.done", { amount: money(minor ?? 0, order.currency) }));
        },
        onError: () => void preview.refetch(),
      },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("act.leave")}
      </Button>
      <Button kind="danger" pending={refund.isPending} isDisabled={!isReady} onPress={send}>
        {isRight ? t("refund.button", { amount: money(minor, order.currency) }) : t("act.refund")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("act.refund")} onClose={onClose} actions={actions}>
      <div className="stack">
        {refund.isError && !(refund.error instanceof NotConfirmed) && <Failure error={refund.error} />}
        <Field
          label={t("refund.amount", { currency: order.currency })}
          hint={t("refund.atMost", { amount: money(left, order.currency) })}
          type="number"
          required
          value={typed}
          onChange={setTyped}
          error={isRight ? undefined : t("refund.wrong", { amount: money(left, order.currency) })}
        />
        <Field label={t("refund.reason")} hint={t("refund.reasonHint")} value={reason} onChange={setReason} />
        <section className="refund-effect" aria-labelledby="effect-title" aria-live="polite" aria-busy={!isReady}>
          <h2 id="effect-title">{t("refund.effect")}</h2>
          {preview.isError && <Failure error={preview.error} />}
          {isRight && preview.isPending && <Skeleton rows={3} />}
          {preview.data !== undefined && <Effect order={order} preview={preview.data} />}
        </section>
      </div>
    </Dialog>
  );
}

const ACCOUNTS = [
  "provider_receivable",
  "sales",
  "fees",
  "refunds",
  "held_for_review",
  "platform_fees",
  "platform_payable",
  "bank",
  "cash",
  "card_terminal",
  "other_receipts",
] as const;

function Effect({ order, preview }: { readonly order: Order; readonly preview: RefundPreview }): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  const pools = usePools(order.event_id).data ?? [];
  const nameOf = (id: string): string => pools.find((pool) => pool.id === id)?.name ?? t("refund.places");
  const accountOf = (account: string): string => {
    const known = ACCOUNTS.find((each) => each === account);
    return known === undefined ? account.replaceAll("_", " ") : t(`account.${known}`);
  };
  const voided = preview.ticket_ids.length;
  return (
    <dl className="order-facts">
      <div>
        <dt>{t("refund.order")}</dt>
        <dd className="row">
          <OrderStateMark state={preview.order_state} />
          <MoneyStateMark state={preview.money_state} />
        </dd>
      </div>
      <div>
        <dt>{t("refund.tickets")}</dt>
        <dd>{voided === 0 ? t("refund.noTickets") : t("refund.void", { number: voided })}</dd>
      </div>
      <div>
        <dt>{t("refund.stock")}</dt>
        {preview.places.length === 0 && <dd>{t("refund.noPlaces")}</dd>}
        {preview.places.map((each) => (
          <dd key={each.pool_id}>
            <bdi>{nameOf(each.pool_id)}</bdi> <span className="number">+{each.places}</span>
          </dd>
        ))}
      </div>
      <div>
        <dt>{t("refund.documents")}</dt>
        {preview.documents.length === 0 && <dd>{t("refund.noDocuments")}</dd>}
        {preview.documents.map((each) => (
          <dd key={`${each.kind} ${each.corrects}`}>
            {t(each.kind === "invoice" ? "invoice.invoice" : "invoice.credit_note")}{" "}
            {each.corrects !== "" && <i className="muted">{t("refund.corrects", { number: each.corrects })}</i>}{" "}
            <span className="number">{money(each.total_minor, each.currency)}</span>
          </dd>
        ))}
      </div>
      <div>
        <dt>{t("refund.ledger")}</dt>
        {preview.ledger.map((each) => (
          <dd key={`${each.account} ${each.currency}`} className="refund-effect__line">
            <span>{accountOf(each.account)}</span>
            <span className="number">{money(each.amount_minor, each.currency)}</span>
          </dd>
        ))}
      </div>
    </dl>
  );
}
