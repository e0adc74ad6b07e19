// Who comes: a line for each ticket, found by what is known of the person and the ticket.
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
import { eventPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { SeveralPill } from "../parts/FilterPill";
import { askedSort, shownSort, useListAddress, type ListAddress } from "../parts/list-address";
import { FilterBar } from "../parts/FilterBar";
import { DatesPill } from "../parts/DatesPill";
import { useAttendeeColumns } from "./attendee-columns";
import {
  ATTENDEE_FILTERS,
  ATTENDEE_SORTS,
  useAttendeeCount,
  useAttendees,
  type AttendeeFilter,
  type AttendeeSort,
  type FoundAttendee,
} from "./attendees";
import { useColumns } from "./columns-choice";
import { EventPill, TagPill, TicketTypePill } from "./filter-pills";
import { EmptyList } from "./EmptyList";
import { ExportAttendees, ExportLines } from "./ExportButton";
import { FirstView } from "./FirstView";
import { ORDER_STATES, TICKET_STATES } from "./list-filter";
import { useTotal } from "./list-total";
import { CheckedInPill } from "./OrderFilterBar";
import { useSavedViews } from "./saved-views";
import { useOrderTexts } from "./texts";
import { ViewMenu, type ReadyView } from "./ViewMenu";

const keyOf = ({ id }: FoundAttendee): string => id;
/** The API's sorts are called as the columns are. */
const SAME = {} as const;

export default function AttendeeList(): ReactNode {
  const here = useOrganization();
  const event = useEventIfAny();
  const address = useListAddress(ATTENDEE_FILTERS, ATTENDEE_SORTS);
  const list = `${here.id}-${event === null ? "attendees" : `attendees-${event.id}`}`;
  return (
    <FirstView kind="attendees" list={list} address={address}>
      <Attendees address={address} list={list} />
    </FirstView>
  );
}

function Attendees({ address, list }: { readonly address: ListAddress; readonly list: string }): ReactNode {
  const t = useOrderTexts();
  const event = useEventIfAny();
  const filter = address.filter as AttendeeFilter;
  const eventId = event?.id;
  const asked = useMemo(() => (eventId === undefined ? filter : { ...filter, event_id: eventId }), [filter, eventId]);
  const found = useAttendees(asked, address.sort as AttendeeSort);
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const columns = useAttendeeColumns();
  const usual = columns.filter(({ isName, isExtra }) => isName !== true && isExtra !== true).map(({ id }) => id);
  const view = useSavedViews("attendees").data?.find((each) => each.id === address.viewId);
  const choice = useColumns(event === null ? "attendees" : "event-attendees", view?.id ?? "", usual, view?.columns);
  const selection = useSelection(JSON.stringify(asked));
  const total = useTotal(useAttendeeCount(asked, found.isSuccess && !found.isPlaceholderData).data);
  return (
    <Page
      title={t("attendees.title")}
      help="work-with-orders"
      actions={
        <>
          <ImportLink />
          <ExportAttendees filter={asked} />
        </>
      }
    >
      <div className="toolbar list-head">
        <ViewMenu
          kind="attendees"
          list={list}
          address={address}
          ready={useReadyViews()}
          columns={choice.shown}
          usualSort={ATTENDEE_SORTS[0]}
          onSaved={choice.forget}
        />
        <ListSearch
          label={t("list.find")}
          value={filter.q ?? ""}
          onChange={(text) => address.change({ q: text.trim() === "" ? null : text })}
        />
      </div>
      <AttendeeFilterBar filter={filter} change={address.change} />
      {found.isError && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton rows={8} />}
      {found.isSuccess && (
        <DataTable
          label={t("attendees.title")}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          choice={choice}
          sort={shownSort(address.sort, SAME)}
          onSort={(sort) => address.setSort(askedSort(sort, SAME))}
          hasMore={found.hasNextPage}
          isLoadingMore={found.isFetchingNextPage}
          onMore={() => void found.fetchNextPage()}
          isStale={found.isPlaceholderData}
          {...total}
          selection={{ selected: selection.ids, onSelect: selection.select, nameOf }}
          actions={<ExportLines ids={selection.ids} onStarted={selection.clear} />}
          empty={
            <EmptyList
              icon="people"
              title={t("attendees.none")}
              filteredTitle={t("attendees.filtered")}
              isFiltered={Object.keys(filter).length > 0}
              onClear={address.clear}
            />
          }
        />
      )}
    </Page>
  );
}

const nameOf = (line: FoundAttendee): string => line.name || line.order_number;

const NONE: ReadonlySet<string> = new Set();

/** The lines that are selected in the list as it is asked for now. */
function useSelection(asked: string) {
  const [chosen, setChosen] = useState({ asked, ids: NONE });
  return {
    ids: chosen.asked === asked ? chosen.ids : NONE,
    select: (ids: ReadonlySet<string>) => setChosen({ asked, ids }),
    clear: () => setChosen({ asked, ids: NONE }),
  };
}

/** Attendees come into an event. */
function ImportLink(): ReactNode {
  const t = useOrderTexts();
  const event = useEventIfAny();
  const { slug, may } = useOrganization();
  if (event === null || !may("orders.give-away")) return null;
  return (
    <Link className="button button--quiet" to={eventPath(slug, event.id, "attendees/import")}>
      {t("attendees.import")}
    </Link>
  );
}

function AttendeeFilterBar({
  filter,
  change,
}: {
  readonly filter: AttendeeFilter;
  readonly change: ListAddress["change"];
}): ReactNode {
  const t = useOrderTexts();
  const event = useEventIfAny();
  const eventId = event?.id ?? filter.event_id;
  return (
    <FilterBar count={Object.keys(filter).filter((name) => name !== "q").length}>
      <SeveralPill
        label={t("attendee.ticket")}
        value={filter.state}
        onChange={(state) => change({ state })}
        choices={TICKET_STATES.map((value) => ({ value, label: t(`ticket.${value}`) }))}
      />
      <CheckedInPill filter={filter} change={change} />
      {event === null && (
        <EventPill
          label={t("column.event")}
          value={filter.event_id}
          onChange={(id) => change({ event_id: id, ticket_type_id: null })}
        />
      )}
      {eventId !== undefined && (
        <TicketTypePill
          eventId={eventId}
          label={t("filter.ticketType")}
          value={filter.ticket_type_id}
          onChange={(id) => change({ ticket_type_id: id })}
        />
      )}
      <DatesPill
        label={t("filter.placed")}
        from={filter.placed_from}
        to={filter.placed_before}
        onChange={(from, to) => change({ placed_from: from, placed_before: to })}
      />
      <TagPill label={t("filter.tag")} value={filter.tag_id} onChange={(id) => change({ tag_id: id })} />
      <SeveralPill
        label={t("attendee.orderState")}
        value={filter.order_state}
        onChange={(state) => change({ order_state: state })}
        choices={ORDER_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
    </FilterBar>
  );
}

function useReadyViews(): readonly ReadyView[] {
  const t = useOrderTexts();
  return useMemo(
    () => [
      { name: t("attendees.all"), filter: {} },
      { name: t("attendees.coming"), filter: { state: ["valid"], checked_in: false } },
      { name: t("column.checkedIn"), filter: { checked_in: true } },
    ],
    [t],
  );
}
