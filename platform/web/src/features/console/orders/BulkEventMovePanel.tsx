// The orders that are selected go to another event, as a job.
import { useState, type ReactNode } from "react";
import { useTicketTypes } from "../events/queries";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useEventIfAny } from "../shell/event";
import type { Job } from "./bulk";
import type { BulkMovePanelProps } from "./BulkMovePanel";
import { EventChoice } from "./EventChoice";
import { EventMoveFields } from "./EventMoveFields";
import {
  eventMoveBody,
  eventMoveFieldOf,
  matchedTypes,
  missingEventFields,
  NO_EVENT_MOVE,
  useBulkEventMove,
  type EventMoveForm,
} from "./event-moves";
import { useSayStarted } from "./job-started";
import { useOrderTexts, type OrderKey } from "./texts";

export default function BulkEventMovePanel({ chosen, count, onClose, onStarted }: BulkMovePanelProps): ReactNode {
  const t = useOrderTexts();
  const sayStarted = useSayStarted();
  const here = useEventIfAny();
  const [other, setOther] = useState("");
  const eventId = here?.id ?? other;
  const moving = useBulkEventMove(chosen);
  const editing = useEditing<EventMoveForm, Job>({
    entity: null,
    empty: NO_EVENT_MOVE,
    prefix: "move",
    formOf: () => NO_EVENT_MOVE,
    problemsOf: (form) =>
      new Map(missingEventFields(form, types, false).map((name) => [name, t(`move.wrong.${name}` as OrderKey)])),
    fieldOf: eventMoveFieldOf,
    write: (form) => moving.mutateAsync(eventMoveBody(form, types)),
    current: (now) => Promise.resolve(now),
    onSaved: (job) => {
      onStarted();
      sayStarted(job);
    },
  });
  const { form, change, errors } = editing;
  const from = useTicketTypes(eventId).data ?? [];
  const there = useTicketTypes(form.eventId).data ?? [];
  const types = matchedTypes(from, there, form.types);
  return (
    <EntityPanel
      editing={editing}
      title={t("bulk.moveEventTitle", { count })}
      submit={t("bulk.moveEventButton")}
      labelOf={() => null}
      onClose={onClose}
    >
      <p>{t("bulk.moveEventText")}</p>
      <p className="muted small">{t("bulk.how")}</p>
      {here === null && (
        <EventChoice id="move-event" label={t("bulk.moveFrom")} value={other} onChange={setOther} error={undefined} />
      )}
      {eventId !== "" && (
        <EventMoveFields eventId={eventId} from={from} types={types} form={form} change={change} errors={errors} />
      )}
    </EntityPanel>
  );
}
