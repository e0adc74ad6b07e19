// What a refund does: the order, its tickets, stock, documents and the ledger.
import type { ReactNode } from "react";
import { usePools } from "../events/queries";
import { useColumnAmount } from "../shell/money";
import { MoneyStateMark, OrderStateMark } from "./marks";
import type { RefundPreview } from "./order-actions";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

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

export interface RefundEffectProps {
  readonly order: Order;
  readonly preview: RefundPreview;
}

export function RefundEffect({ order, preview }: RefundEffectProps): ReactNode {
  const t = useOrderTexts();
  const money = useColumnAmount();
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
