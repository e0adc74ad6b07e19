// The list as it is filtered, or what is selected in it, as a file for a spreadsheet.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import type { ExportPanelProps, Scope } from "../exports/ExportPanel";
import { useEventIfAny } from "../shell/event";
import type { AttendeeFilter } from "./attendees";
import type { Chosen } from "./bulk";
import type { OrderFilter } from "./list-filter";
import { useOrderTexts } from "./texts";

const ExportPanel = lazy(() => import("../exports/ExportPanel"));

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

function ExportButton({ size, ...panel }: Omit<ExportPanelProps, "onClose"> & { readonly size?: "small" }): ReactNode {
  const t = useOrderTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" {...(size === undefined ? {} : { size })} onPress={() => setOpen(true)}>
        {t("export")}
      </Button>
      {isOpen && (
        <Suspense>
          <ExportPanel {...panel} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
