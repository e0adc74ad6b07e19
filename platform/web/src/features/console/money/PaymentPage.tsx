// One payment: what was asked for, what came in and went back, what the provider told, and how it is booked.
import "../parts/lists.css";
import "./money.css";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { PaymentRisk } from "../parts/PaymentRisk";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { LedgerOfPayment } from "./LedgerEntries";
import { PaymentMarks, PaymentMethod, ProvidersWord } from "./marks";
import { PaymentActions } from "./PaymentActions";
import { PaymentDeliveries } from "./PaymentDeliveries";
import { PaymentHistory } from "./PaymentHistory";
import { PaymentRefunds } from "./PaymentRefunds";
import { PaymentReview } from "./PaymentReview";
import { PlatformFee } from "./PlatformFee";
import { ProviderLinks } from "./ProviderLinks";
import { useProviderName } from "./provider-name";
import { usePayment, type Payment, type PaymentDetails } from "./queries";
import { useMoneyTexts } from "./texts";

export default function PaymentPage(): ReactNode {
  const { payment: paymentId = "" } = useParams();
  const query = usePayment(paymentId);
  return <Loaded query={query}>{(details) => <OnePayment details={details} />}</Loaded>;
}

function OnePayment({ details }: { readonly details: PaymentDetails }): ReactNode {
  const t = useMoneyTexts();
  const { slug } = useOrganization();
  const { payment } = details;
  return (
    <Page
      title={t("payment.title", { number: payment.description })}
      tags={<PaymentMarks payment={payment} />}
      actions={<PaymentActions details={details} />}
      back={{ to: organizationPath(slug, "money"), label: t("payments.title") }}
    >
      <PaymentReview details={details} />
      <Figures payment={payment} />
      <div className="columns">
        <div className="stack">
          <PaymentRefunds details={details} />
          <PaymentHistory details={details} />
          <LedgerOfPayment paymentId={payment.id} />
          <PaymentDeliveries paymentId={payment.id} />
        </div>
        <div className="stack">
          <Facts payment={payment} />
          {payment.connection_id !== null && <ProviderLinks paymentId={payment.id} />}
        </div>
      </div>
    </Page>
  );
}

function Figures({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useMoneyTexts();
  const amount = useAmount();
  const figures = [
    ["column.amount", payment.amount_minor, true],
    ["payment.collected", payment.captured_minor, true],
    ["column.refunded", payment.refunded_minor, payment.refunded_minor > 0],
    ["payment.disputed", payment.disputed_minor, payment.disputed_minor > 0],
    ["column.fee", payment.fee_minor, payment.fee_minor !== 0],
  ] as const;
  return (
    <dl className="money-figures">
      {figures.map(
        ([name, minor, isShown]) =>
          isShown && (
            <div key={name}>
              <dt>{t(name)}</dt>
              <dd className="number">{amount(minor, payment.currency)}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Facts({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useMoneyTexts();
  const all = useConsoleTexts();
  const zone = useListZone();
  const { slug, may } = useOrganization();
  const provider = useProviderName()(payment.connection_id);
  const order = <bdi>{payment.description}</bdi>;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t("column.order"),
      may("orders.read") ? <Link to={organizationPath(slug, `orders/${payment.reference}`)}>{order}</Link> : order,
    ],
    [t("column.buyer"), payment.buyer_email !== "" && <bdi>{payment.buyer_email}</bdi>],
    [t("column.method"), payment.method !== null && <PaymentMethod payment={payment} />],
    [t("column.provider"), provider !== "" && <bdi>{provider}</bdi>],
    [t("column.reference"), payment.provider_ref !== null && <bdi className="money-ref">{payment.provider_ref}</bdi>],
    [t("column.opened"), <ShortMoment key="opened" at={payment.opened_at} zone={zone} />],
    [t("column.settled"), payment.settled_at !== null && <ShortMoment at={payment.settled_at} zone={zone} />],
    [
      t("payment.authorizedUntil"),
      payment.authorized_until !== null && <ShortMoment at={payment.authorized_until} zone={zone} />,
    ],
    [all("risk.title"), payment.risk != null && <PaymentRisk risk={payment.risk} />],
    [t("payment.declined"), payment.error_code !== null && <ProvidersWord word={payment.error_code} />],
    [t("fee.title"), <PlatformFee key="fee" payment={payment} />],
  ];
  return (
    <section className="panel stack" aria-labelledby="facts-title">
      <h2 id="facts-title">{t("payment.facts")}</h2>
      <dl className="money-facts">
        {facts.map(
          ([name, value]) =>
            value !== false && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
