// Invoices and credit notes of the organization, each as a PDF.
import "./money.css";
import { useMemo, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/Skeleton";
import { useEvents } from "../events/queries";
import { id as idReader, text } from "../parts/address-filter";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { useListAddress } from "../parts/list-address";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { useInvoicePdf, useInvoices, type Invoice, type InvoiceFilter } from "./invoices";
import { rowsOf } from "./queries";
import { useMoneyTexts } from "./texts";

const KINDS = ["invoice", "credit_note"] as const;
const FILTERS = { kind: text, event_id: idReader };
const NEWEST_FIRST = ["-issued_at"] as const;
const keyOf = ({ id }: Invoice): string => id;

export default function InvoiceList(): ReactNode {
  const t = useMoneyTexts();
  const { slug, may } = useOrganization();
  const address = useListAddress(FILTERS, NEWEST_FIRST);
  const kind = KINDS.find((each) => each === address.filter["kind"]);
  const eventId = address.filter["event_id"] as string | undefined;
  const filter: InvoiceFilter = {
    ...(kind === undefined ? {} : { kind }),
    ...(eventId === undefined ? {} : { event_id: eventId }),
  };
  const invoices = useInvoices(filter);
  const events = useEvents("all", "").data?.pages.flatMap((page) => page.items) ?? [];
  const loading = useInvoicePdf();
  const columns = useInvoiceColumns(loading.mutate);
  const settings = may("invoices.configure") && (
    <Link className="button button--quiet" to={organizationPath(slug, "settings/taxes")}>
      {t("seller.title")}
    </Link>
  );
  return (
    <Page title={t("invoices.title")} help="send-invoices" actions={settings}>
      {loading.isError && <Failure error={loading.error} />}
      <FilterBar count={Object.keys(filter).length}>
        <OnePill
          label={t("column.kind")}
          value={kind}
          onChange={(next) => address.change({ kind: next })}
          choices={KINDS.map((value) => ({ value, label: t(`document.${value}`) }))}
        />
        <OnePill
          label={t("column.event")}
          value={eventId}
          onChange={(next) => address.change({ event_id: next })}
          choices={events.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </FilterBar>
      {invoices.isError && <Trouble error={invoices.error} onRetry={() => void invoices.refetch()} />}
      {invoices.isPending && <Skeleton rows={6} />}
      {invoices.isSuccess && (
        <DataTable
          label={t("invoices.title")}
          columns={columns}
          rows={rowsOf(invoices)}
          keyOf={keyOf}
          keptAs="invoices"
          hasMore={invoices.hasNextPage}
          isLoadingMore={invoices.isFetchingNextPage}
          onMore={() => void invoices.fetchNextPage()}
          isStale={invoices.isPlaceholderData}
          empty={<NoInvoices isFiltered={Object.keys(filter).length > 0} onClear={address.clear} />}
        />
      )}
    </Page>
  );
}

function useInvoiceColumns(onPdf: (invoiceId: string) => void): readonly Column<Invoice>[] {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const { slug, may } = useOrganization();
  return useMemo(
    () => [
      {
        id: "number",
        title: t("column.number"),
        width: "minmax(10.5rem, 1fr)",
        isName: true,
        cell: (invoice) => (
          <Button
            kind="bare"
            aria-label={t("invoices.pdf", { number: invoice.number })}
            onPress={() => onPdf(invoice.id)}
          >
            <bdi>{invoice.number}</bdi>
          </Button>
        ),
      },
      {
        id: "kind",
        title: t("column.kind"),
        width: "minmax(8rem, 0.8fr)",
        cell: ({ kind }) => <Kind kind={kind} />,
      },
      {
        id: "buyer",
        title: t("column.buyer"),
        width: "minmax(8rem, 1.4fr)",
        cell: (each) => <bdi>{each.buyer_name}</bdi>,
      },
      {
        id: "order",
        title: t("column.order"),
        width: "minmax(12rem, 1.2fr)",
        cell: ({ order_id, order_number }) =>
          may("orders.read") ? (
            <Link to={organizationPath(slug, `orders/${order_id}`)}>
              <bdi>{order_number}</bdi>
            </Link>
          ) : (
            <bdi>{order_number}</bdi>
          ),
      },
      {
        id: "issued_at",
        title: t("column.issued"),
        width: "minmax(10rem, 1fr)",
        cell: ({ issued_at }) => <ShortMoment at={issued_at} zone={zone} />,
      },
      {
        id: "tax",
        title: t("column.tax"),
        width: "6rem",
        align: "end",
        cell: (each) =>
          each.treatment === "reverse_charge" ? t("invoices.reverse") : amount(each.tax_minor, each.currency),
      },
      {
        id: "total",
        title: t("column.total"),
        width: "minmax(5.5rem, 0.7fr)",
        align: "end",
        cell: (each) => amount(each.total_minor, each.currency),
      },
    ],
    [t, amount, zone, slug, may, onPdf],
  );
}

function Kind({ kind }: { readonly kind: string }): ReactNode {
  const t = useMoneyTexts();
  const known = KINDS.find((each) => each === kind);
  return (
    <span className={kind === "credit_note" ? "tag tag--warm" : "tag"}>
      {known === undefined ? kind : t(`document.${known}`)}
    </span>
  );
}

function NoInvoices({
  isFiltered,
  onClear,
}: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}): ReactNode {
  const t = useMoneyTexts();
  const { slug } = useOrganization();
  return (
    <Empty
      icon={isFiltered ? "search" : "form"}
      title={t(isFiltered ? "invoices.filtered" : "invoices.none")}
      actions={
        isFiltered ? (
          <Button kind="quiet" onPress={onClear}>
            {t("clear")}
          </Button>
        ) : (
          <Link className="button button--quiet" to={organizationPath(slug, "settings/taxes")}>
            {t("seller.title")}
          </Link>
        )
      }
    >
      {t("invoices.noneText")}
    </Empty>
  );
}
