// The orders of the organization, or of one event: found by what is known of them, in views that can be kept.
import "../parts/lists.css";
import "./orders.css";
import { useMemo, useState, type ReactNode } from "react";
import { Link } from "react-router";
import { DataTable } from "../../../ui/DataTable";
import { Skeleton } from "../../../ui/Skeleton";
import { useEventIfAny } from "../shell/event";
import { ListSearch } from "../shell/ListSearch";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { askedSort, shownSort, useListAddress, type ListAddress } from "../parts/list-address";
import { BulkActions } from "./BulkActions";
import { useColumns } from "./columns-choice";
import { EmptyList } from "./EmptyList";
import { ExportOrders } from "./ExportButton";
import { FirstView } from "./FirstView";
import { ORDER_FILTERS, ORDER_SORTS, type OrderFilter, type OrderSort } from "./list-filter";
import { useTotal } from "./list-total";
import { SORT_COLUMNS, useOrderColumns } from "./order-columns";
import { OrderFilterBar } from "./OrderFilterBar";
import { usePathHere } from "./places";
import { useOrderCount, useOrders, type FoundOrder } from "./queries";
import { useSavedViews } from "./saved-views";
import { useOrderTexts } from "./texts";
import { ViewMenu, type ReadyView } from "./ViewMenu";

const keyOf = ({ id }: FoundOrder): string => id;

export default function OrderList(): ReactNode {
  const here = useOrganization();
  const event = useEventIfAny();
  const address = useListAddress(ORDER_FILTERS, ORDER_SORTS);
  const list = `${here.id}-${event === null ? "orders" : `orders-${event.id}`}`;
  return (
    <FirstView kind="orders" list={list} address={address}>
      <Orders address={address} list={list} />
    </FirstView>
  );
}

function Orders({ address, list }: { readonly address: ListAddress; readonly list: string }): ReactNode {
  const t = useOrderTexts();
  const event = useEventIfAny();
  const filter = address.filter as OrderFilter;
  const eventId = event?.id;
  const asked = useMemo(() => (eventId === undefined ? filter : { ...filter, event_id: eventId }), [filter, eventId]);
  const orders = useOrders(asked, address.sort as OrderSort);
  const rows = useMemo(() => orders.data?.pages.flatMap((page) => page.items) ?? [], [orders.data]);
  const columns = useOrderColumns();
  const usual = columns.filter(({ isName, isExtra }) => isName !== true && isExtra !== true).map(({ id }) => id);
  const view = useSavedViews("orders").data?.find((each) => each.id === address.viewId);
  const choice = useColumns(event === null ? "orders" : "event-orders", view?.id ?? "", usual, view?.columns);
  const count = useOrderCount(asked, orders.isSuccess && !orders.isPlaceholderData).data;
  const total = useTotal(count);
  const selection = useSelected(JSON.stringify(asked));
  const ready = useReadyViews();
  return (
    <Page
      title={t("list.title")}
      help="work-with-orders"
      actions={
        <>
          <ExportOrders filter={asked} />
          <DeskLinks />
        </>
      }
    >
      <div className="toolbar list-head">
        <ViewMenu
          kind="orders"
          list={list}
          address={address}
          ready={ready}
          columns={choice.shown}
          usualSort={ORDER_SORTS[0]}
          onSaved={choice.forget}
        />
        <ListSearch
          label={t("list.find")}
          value={filter.q ?? ""}
          onChange={(text) => address.change({ q: text.trim() === "" ? null : text })}
        />
      </div>
      <OrderFilterBar filter={filter} change={address.change} />
      {orders.isError && <Trouble error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.isPending && <Skeleton rows={8} />}
      {orders.isSuccess && (
        <DataTable
          label={t("list.title")}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          choice={choice}
          sort={shownSort(address.sort, SORT_COLUMNS)}
          onSort={(sort) => address.setSort(askedSort(sort, SORT_COLUMNS))}
          hasMore={orders.hasNextPage}
          isLoadingMore={orders.isFetchingNextPage}
          onMore={() => void orders.fetchNextPage()}
          isStale={orders.isPlaceholderData}
          {...total}
          selection={{ selected: selection.ids, onSelect: selection.select, nameOf }}
          {...(selection.isAll ? { selectedText: t("bulk.allSelected", { number: count?.count ?? rows.length }) } : {})}
          actions={
            <BulkActions
              chosen={selection.isAll ? { filter: asked } : { order_ids: [...selection.ids] }}
              count={selection.isAll ? (count?.count ?? rows.length) : selection.ids.size}
              total={count?.count ?? rows.length}
              onAll={
                !selection.isAll && selection.ids.size >= rows.length && orders.hasNextPage
                  ? selection.selectAll
                  : undefined
              }
              onStarted={selection.clear}
            />
          }
          empty={
            <EmptyList
              icon="cart"
              title={t("none.title")}
              filteredTitle={t("none.filtered")}
              isFiltered={Object.keys(filter).length > 0}
              onClear={address.clear}
            />
          }
        />
      )}
    </Page>
  );
}

function DeskLinks(): ReactNode {
  const t = useOrderTexts();
  const { may } = useOrganization();
  const pathHere = usePathHere();
  return (
    <>
      {may("orders.give-away") && (
        <Link className="button button--quiet" to={pathHere("orders/give-away")}>
          {t("give.title")}
        </Link>
      )}
      {may("orders.record-payments") && (
        <Link className="button button--quiet" to={pathHere("orders/box-office")}>
          {t("desk.title")}
        </Link>
      )}
    </>
  );
}

const nameOf = (order: FoundOrder): string => order.buyer_name || order.number;

const NONE: ReadonlySet<string> = new Set();

/** The orders that are selected in the list as it is asked for now: some, or all that the filter finds. */
function useSelected(asked: string) {
  const [chosen, setChosen] = useState({ asked, ids: NONE, isAll: false });
  const now = chosen.asked === asked ? chosen : { asked, ids: NONE, isAll: false };
  return {
    ids: now.ids,
    isAll: now.isAll,
    select: (ids: ReadonlySet<string>) => setChosen({ asked, ids, isAll: false }),
    selectAll: () => setChosen({ ...now, isAll: true }),
    clear: () => setChosen({ asked, ids: NONE, isAll: false }),
  };
}

function useReadyViews(): readonly ReadyView[] {
  const t = useOrderTexts();
  return useMemo(
    () => [
      { name: t("ready.all"), filter: {} },
      { name: t("ready.confirmed"), filter: { state: ["confirmed"] } },
      { name: t("ready.unpaid"), filter: { state: ["awaiting_payment"] } },
      { name: t("ready.toApprove"), filter: { state: ["awaiting_approval", "under_review"] } },
      { name: t("ready.refunded"), filter: { money_state: ["part_refunded", "refunded"] } },
    ],
    [t],
  );
}
