// The list as it is filtered, or what is selected in it, as a file for a spreadsheet.
import type { ReactNode } from "react";
import { ExportButton as Export, type ExportButtonProps } from "../exports/ExportButton";
import type { Scope } from "../exports/ExportPanel";
import { useEventIfAny } from "../shell/event";
import type { AttendeeFilter } from "./attendees";
import type { Chosen } from "./bulk";
import type { OrderFilter } from "./list-filter";
import { useOrderTexts } from "./texts";

export function ExportOrders({ filter }: { readonly filter: OrderFilter }): ReactNode {
  const all = useAll();
  return (
    <ExportButton
      scopes={scopesOf(filter, (which) => ({ kind: "orders", chosen: { filter: which } }), all)}
      eventId={filter.event_id}
    />
  );
}

export function ExportAttendees({ filter }: { readonly filter: AttendeeFilter }): ReactNode {
  const all = useAll();
  return (
    <ExportButton
      scopes={scopesOf(filter, (which) => ({ kind: "attendees", chosen: { filter: which } }), all)}
      eventId={filter.event_id}
    />
  );
}

export interface ExportChosenProps {
  readonly chosen: Chosen;
  readonly count: number;
  readonly onStarted: () => void;
}

/** Those that are selected in the list: one by one, or all that its filter finds. */
export function ExportChosen({ chosen, count, onStarted }: ExportChosenProps): ReactNode {
  const event = useEventIfAny();
  const eventId = "filter" in chosen ? chosen.filter.event_id : event?.id;
  const selected: Scope = { id: "selected", count, exported: { kind: "orders", chosen } };
  return <ExportButton scopes={[selected]} eventId={eventId} size="small" onStarted={onStarted} />;
}

export interface ExportLinesProps {
  readonly ids: ReadonlySet<string>;
  readonly onStarted: () => void;
}

/** The attendees that are selected in the list. */
export function ExportLines({ ids, onStarted }: ExportLinesProps): ReactNode {
  const chosen = { line_ids: [...ids] };
  const selected: Scope = { id: "selected", count: ids.size, exported: { kind: "attendees", chosen } };
  return <ExportButton scopes={[selected]} eventId={useEventIfAny()?.id} size="small" onStarted={onStarted} />;
}

/** All of the list: of the event where it is an event's. */
function useAll(): { readonly event_id?: string } {
  const event = useEventIfAny();
  return event === null ? {} : { event_id: event.id };
}

function scopesOf<F extends object>(
  filter: F,
  of: (filter: F | { readonly event_id?: string }) => Scope["exported"],
  all: { readonly event_id?: string },
): readonly [Scope, ...Scope[]] {
  const everything: Scope = { id: "all", exported: of(all) };
  const isFiltered = Object.keys(filter).length > Object.keys(all).length;
  return isFiltered ? [{ id: "filter", exported: of(filter) }, everything] : [everything];
}

function ExportButton(panel: Omit<ExportButtonProps, "label">): ReactNode {
  const t = useOrderTexts();
  return <Export label={t("export")} {...panel} />;
}
