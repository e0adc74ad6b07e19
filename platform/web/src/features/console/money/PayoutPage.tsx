// One payout: what it carried, line by line, and where that disagrees with our books.
import "../parts/lists.css";
import "./money.css";
import { useMemo, type ReactNode } from "react";
import { Link, useParams } from "react-router";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Notice } from "../../../ui/Notice";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useAmount, useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { usePayout, type PayoutDetails, type PayoutItem } from "./books";
import { useProviderName } from "./provider-name";
import { useMoneyTexts, type MoneyKey } from "./texts";

const KINDS = ["charge", "refund", "dispute", "fee", "adjustment", "payout"];
const keyOf = ({ line_id }: PayoutItem): string => line_id;

export default function PayoutPage(): ReactNode {
  const { payout: payoutId = "" } = useParams();
  return <Loaded query={usePayout(payoutId)}>{(details) => <OnePayout details={details} />}</Loaded>;
}

function OnePayout({ details }: { readonly details: PayoutDetails }): ReactNode {
  const t = useMoneyTexts();
  const amount = useAmount();
  const zone = useListZone();
  const { slug } = useOrganization();
  const { payout, items, items_net_minor } = details;
  const provider = useProviderName()(payout.connection_id);
  const disagreeing = items.filter(({ difference }) => difference !== null).length;
  const columns = useItemColumns();
  return (
    <Page
      title={t("payout.title", { amount: amount(payout.amount_minor, payout.currency) })}
      lead={
        <>
          <ShortMoment at={payout.paid_at} zone={zone} />
          {provider !== "" && (
            <>
              {" · "}
              <bdi>{provider}</bdi>
            </>
          )}
          {" · "}
          <bdi>{payout.provider_ref}</bdi>
        </>
      }
      back={{ to: organizationPath(slug, "money/payouts"), label: t("payouts.title") }}
    >
      {items_net_minor !== payout.amount_minor && (
        <Notice title={t("payout.incomplete")}>
          {t("payout.incompleteText", { amount: amount(items_net_minor, payout.currency) })}
        </Notice>
      )}
      {disagreeing > 0 && (
        <Notice kind="bad" title={t("payout.disagrees", { number: disagreeing })}>
          <Link to={organizationPath(slug, "money/reconciliation")}>{t("payout.toFindings")}</Link>
        </Notice>
      )}
      <dl className="money-figures">
        <div>
          <dt>{t("column.amount")}</dt>
          <dd className="number">{amount(payout.amount_minor, payout.currency)}</dd>
        </div>
        <div>
          <dt>{t("payout.sum")}</dt>
          <dd className="number">{amount(items_net_minor, payout.currency)}</dd>
        </div>
      </dl>
      <DataTable
        label={t("payout.items")}
        columns={columns}
        rows={items}
        keyOf={keyOf}
        total={items.length}
        empty={
          <Empty icon="info" title={t("payout.noItems")}>
            {t("payout.noItemsText")}
          </Empty>
        }
      />
    </Page>
  );
}

function useItemColumns(): readonly Column<PayoutItem>[] {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const { slug, may } = useOrganization();
  return useMemo(
    () => [
      {
        id: "kind",
        title: t("column.what"),
        width: "minmax(8rem, 1.2fr)",
        isName: true,
        cell: (item) => {
          const word = KINDS.includes(item.kind) ? t(`item.${item.kind}` as MoneyKey) : item.kind;
          return item.payment_id !== null && may("payments.read") ? (
            <Link to={organizationPath(slug, `money/payments/${item.payment_id}`)}>{word}</Link>
          ) : (
            word
          );
        },
      },
      {
        id: "occurred_at",
        title: t("column.when"),
        width: "minmax(10rem, 1fr)",
        cell: (item) => <ShortMoment at={item.occurred_at} zone={zone} />,
      },
      {
        id: "reference",
        title: t("column.reference"),
        width: "minmax(8rem, 1.2fr)",
        cell: ({ object_id, provider_ref }) => <bdi>{object_id ?? provider_ref}</bdi>,
      },
      {
        id: "difference",
        title: t("column.difference"),
        width: "minmax(7rem, 1.2fr)",
        cell: ({ difference }) =>
          difference !== null && <span className="money-urgent">{t(`finding.${difference}`)}</span>,
      },
      {
        id: "gross",
        title: t("column.gross"),
        width: "6.5rem",
        align: "end",
        cell: (item) => amount(item.gross_minor, item.currency),
      },
      {
        id: "fee",
        title: t("column.fee"),
        width: "6rem",
        align: "end",
        cell: (item) => item.fee_minor !== 0 && amount(item.fee_minor, item.currency),
      },
      {
        id: "net",
        title: t("column.net"),
        width: "6.5rem",
        align: "end",
        cell: (item) => amount(item.net_minor, item.currency),
      },
    ],
    [t, amount, zone, slug, may],
  );
}
