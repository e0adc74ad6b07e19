// The payments and documents of an order, to who may see them.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { useOrderInvoicePdf } from "../money/invoices";
import { useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { PaymentRisk, RiskMark, type Risk } from "../parts/PaymentRisk";
import { ShortMoment } from "../parts/ShortMoment";
import { MoneyStateMark } from "./marks";
import { useInvoices, usePayments, type Payment } from "./order-actions";
import { METHODS, useReceived, type ReceivedPayment } from "./received";
import { useOrderTexts } from "./texts";

interface OrderMoneyProps {
  readonly orderId: string;
  readonly zone: string;
}

const PAYMENT_STATES = [
  "pending",
  "unknown",
  "needs_action",
  "processing",
  "authorized",
  "succeeded",
  "failed",
  "cancelled",
] as const;

export function OrderMoney({ orderId, zone }: OrderMoneyProps): ReactNode {
  const t = useOrderTexts();
  const amount = useColumnAmount();
  const { may, slug } = useOrganization();
  const pdf = useOrderInvoicePdf(orderId);
  const payments = usePayments(orderId).data ?? [];
  const received = useReceived(orderId).data ?? [];
  const invoices = useInvoices(orderId).data ?? [];
  if (payments.length + received.length + invoices.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="payments-title">
      <h2 id="payments-title">{t("payments.title")}</h2>
      {pdf.isError && <Failure error={pdf.error} />}
      <ul className="order-lines">
        {may("payments.read") &&
          payments.map((payment) => (
            <li key={payment.id}>
              <span>
                <Link className="order-method" to={organizationPath(slug, `money/payments/${payment.id}`)}>
                  <Method payment={payment} />
                </Link>{" "}
                <PaymentState payment={payment} /> <RiskMark risk={payment.risk} />
                <Receipt of={received.find(({ payment_id }) => payment_id === payment.id)} />
                <span className="list-name__more order-block">
                  <ShortMoment at={payment.opened_at} zone={zone} />
                </span>
                {isWarned(payment) && (
                  <span className="list-name__more order-block">
                    <PaymentRisk risk={payment.risk} />
                  </span>
                )}
              </span>
              <span className="number">{amount(payment.amount_minor, payment.currency)}</span>
            </li>
          ))}
        {!may("payments.read") &&
          received.map((taken) => (
            <li key={taken.id}>
              <span>
                {t(`received.by.${taken.method}`)}
                <Receipt of={taken} />
                <span className="list-name__more order-block">
                  <ShortMoment at={taken.received_at} zone={zone} />
                </span>
              </span>
              <span className="number">{amount(taken.amount_minor, taken.currency)}</span>
            </li>
          ))}
        {invoices.map((invoice) => (
          <li key={invoice.id}>
            <span>
              {t(invoice.kind === "credit_note" ? "invoice.credit_note" : "invoice.invoice")}{" "}
              <Button
                kind="bare"
                size="small"
                aria-label={t("invoice.pdf", { number: invoice.number })}
                onPress={() => pdf.mutate(invoice.id)}
              >
                <bdi>{invoice.number}</bdi>
              </Button>
              <span className="list-name__more order-block">
                <ShortMoment at={invoice.issued_at} zone={zone} />
              </span>
            </span>
            <span className="number">{amount(invoice.total_minor, invoice.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether its provider warns of it: the reasons are worth a line then. */
function isWarned(payment: Payment): payment is Payment & { risk: Risk } {
  return payment.risk !== null && payment.risk !== undefined && payment.risk.level !== "normal";
}

function Method({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useOrderTexts();
  const taken = payment.connection_id === null ? METHODS.find((each) => each === payment.method) : undefined;
  if (taken !== undefined) return t(`received.by.${taken}`);
  return payment.method?.replaceAll("_", " ") ?? t("payments.one");
}

/** What whoever took money wrote to it. */
function Receipt({ of: taken }: { readonly of: ReceivedPayment | undefined }): ReactNode {
  const words = [taken?.reference, taken?.note].filter((each) => each !== undefined && each !== "");
  if (words.length === 0) return null;
  return <bdi className="list-name__more order-block">{words.join(" · ")}</bdi>;
}

function PaymentState({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useOrderTexts();
  const known = PAYMENT_STATES.find((each) => each === payment.state);
  if (known === undefined) return <MoneyStateMark state={payment.state} />;
  const look = known === "succeeded" ? "tag tag--good" : known === "failed" ? "tag tag--bad" : "tag";
  return <span className={look}>{t(`payment.${known}`)}</span>;
}
