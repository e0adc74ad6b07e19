// The payments of the organization: found by state, provider, period, or what is known of one.
import "./money.css";
import { useMemo, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { ExportButton } from "../exports/ExportButton";
import type { Scope } from "../exports/ExportPanel";
import { DatesPill } from "../parts/DatesPill";
import { FilterBar } from "../parts/FilterBar";
import { OnePill, SeveralPill } from "../parts/FilterPill";
import { useListAddress, type ListAddress } from "../parts/list-address";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { ListSearch } from "../shell/ListSearch";
import { useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { PaymentMarks, PaymentMethod } from "./marks";
import { PAYMENT_FILTERS, PAYMENT_STATES, type PaymentFilter } from "./payment-filter";
import { PaymentAlerts } from "./PaymentAlerts";
import { useProviderName } from "./provider-name";
import { rowsOf, usePaymentConnections, usePayments, type Payment } from "./queries";
import { useMoneyTexts } from "./texts";

const keyOf = ({ id }: Payment): string => id;
const NEWEST_FIRST = ["-opened_at"] as const;

export default function PaymentList(): ReactNode {
  const t = useMoneyTexts();
  const address = useListAddress(PAYMENT_FILTERS, NEWEST_FIRST);
  const filter = address.filter as PaymentFilter;
  const payments = usePayments(filter);
  const columns = usePaymentColumns();
  const { may } = useOrganization();
  return (
    <Page
      title={t("payments.title")}
      help="take-payments"
      {...(may("payments.read")
        ? { actions: <ExportButton label={t("payments.export")} scopes={scopesOf(filter)} eventId={undefined} /> }
        : {})}
    >
      <PaymentAlerts />
      <div className="toolbar list-head">
        <ListSearch
          label={t("payments.find")}
          value={filter.q ?? ""}
          onChange={(text) => address.change({ q: text.trim() === "" ? null : text.trim() })}
        />
      </div>
      <PaymentFilters filter={filter} change={address.change} />
      {payments.isError && <Trouble error={payments.error} onRetry={() => void payments.refetch()} />}
      {payments.isPending && <Skeleton rows={8} />}
      {payments.isSuccess && (
        <DataTable
          label={t("payments.title")}
          columns={columns}
          rows={rowsOf(payments)}
          keyOf={keyOf}
          keptAs="payments"
          hasMore={payments.hasNextPage}
          isLoadingMore={payments.isFetchingNextPage}
          onMore={() => void payments.fetchNextPage()}
          isStale={payments.isPlaceholderData}
          empty={<NoPayments isFiltered={Object.keys(filter).length > 0} onClear={address.clear} />}
        />
      )}
    </Page>
  );
}

/** The ledger knows when money moved, and not how the list is filtered. */
function scopesOf({ opened_from: from, opened_before: before }: PaymentFilter): readonly [Scope, ...Scope[]] {
  const all: Scope = { id: "all", exported: { kind: "payments", chosen: {} } };
  if (from === undefined && before === undefined) return [all];
  const filter = {
    ...(from === undefined ? {} : { occurred_from: from }),
    ...(before === undefined ? {} : { occurred_before: before }),
  };
  return [{ id: "period", exported: { kind: "payments", chosen: { filter } } }, all];
}

interface PaymentFiltersProps {
  readonly filter: PaymentFilter;
  readonly change: ListAddress["change"];
}

function PaymentFilters({ filter, change }: PaymentFiltersProps): ReactNode {
  const t = useMoneyTexts();
  const connections = usePaymentConnections();
  return (
    <FilterBar count={Object.keys(filter).filter((name) => name !== "q").length}>
      <SeveralPill
        label={t("column.state")}
        value={filter.state}
        onChange={(state) => change({ state })}
        choices={PAYMENT_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      {connections.length > 0 && (
        <OnePill
          label={t("column.provider")}
          value={filter.connection_id}
          onChange={(id) => change({ connection_id: id })}
          choices={connections.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <DatesPill
        label={t("column.opened")}
        from={filter.opened_from}
        to={filter.opened_before}
        onChange={(from, to) => change({ opened_from: from, opened_before: to })}
      />
      <OnePill
        label={t("filter.review")}
        value={filter.is_held === true ? "true" : undefined}
        onChange={(value) => change({ is_held: value === null ? null : true })}
        choices={[{ value: "true", label: t("filter.waits") }]}
      />
    </FilterBar>
  );
}

function usePaymentColumns(): readonly Column<Payment>[] {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const { slug } = useOrganization();
  const providerOf = useProviderName();
  return useMemo(
    () => [
      {
        id: "order",
        title: t("column.order"),
        width: "minmax(9rem, 1.6fr)",
        isName: true,
        cell: (payment) => (
          <span className="list-name">
            <Link to={organizationPath(slug, `money/payments/${payment.id}`)}>
              <bdi>{payment.description}</bdi>
            </Link>
            <span className="list-name__more">
              <bdi>{payment.buyer_email}</bdi>
            </span>
          </span>
        ),
      },
      {
        id: "state",
        title: t("column.state"),
        width: "minmax(8rem, 1.2fr)",
        cell: (payment) => <PaymentMarks payment={payment} />,
      },
      {
        id: "method",
        title: t("column.method"),
        width: "minmax(6rem, 1fr)",
        cell: (payment) => <PaymentMethod payment={payment} />,
      },
      {
        id: "provider",
        title: t("column.provider"),
        width: "minmax(6rem, 1fr)",
        cell: (payment) => <bdi>{providerOf(payment.connection_id)}</bdi>,
      },
      {
        id: "opened_at",
        title: t("column.opened"),
        width: "minmax(10rem, 1fr)",
        cell: (payment) => <ShortMoment at={payment.opened_at} zone={zone} />,
      },
      {
        id: "settled_at",
        title: t("column.settled"),
        width: "minmax(10rem, 1fr)",
        isExtra: true,
        cell: ({ settled_at }) => settled_at !== null && <ShortMoment at={settled_at} zone={zone} />,
      },
      {
        id: "provider_ref",
        title: t("column.reference"),
        width: "minmax(8rem, 1fr)",
        isExtra: true,
        cell: ({ provider_ref }) => <bdi>{provider_ref}</bdi>,
      },
      {
        id: "fee",
        title: t("column.fee"),
        width: "6rem",
        align: "end",
        isExtra: true,
        cell: (payment) => payment.fee_minor !== 0 && amount(payment.fee_minor, payment.currency),
      },
      {
        id: "refunded",
        title: t("column.refunded"),
        width: "6.5rem",
        align: "end",
        isExtra: true,
        cell: (payment) => payment.refunded_minor > 0 && amount(payment.refunded_minor, payment.currency),
      },
      {
        id: "amount",
        title: t("column.amount"),
        width: "minmax(5.5rem, 0.7fr)",
        align: "end",
        cell: (payment) => amount(payment.amount_minor, payment.currency),
      },
    ],
    [t, amount, zone, slug, providerOf],
  );
}

function NoPayments({
  isFiltered,
  onClear,
}: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}): ReactNode {
  const t = useMoneyTexts();
  const { slug } = useOrganization();
  if (isFiltered) {
    return (
      <Empty
        icon="search"
        title={t("payments.filtered")}
        actions={
          <Button kind="quiet" onPress={onClear}>
            {t("clear")}
          </Button>
        }
      >
        {t("payments.filteredText")}
      </Empty>
    );
  }
  return (
    <Empty
      icon="card"
      title={t("payments.none")}
      actions={
        <Link className="button" to={organizationPath(slug, "events")}>
          {t("payments.toEvents")}
        </Link>
      }
    >
      {t("payments.noneText")}
    </Empty>
  );
}
