// Tickets of the orders that are selected become another type of their event, as a job.
import { useState, type ReactNode } from "react";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useEventIfAny } from "../shell/event";
import type { Chosen, Job } from "./bulk";
import { EventChoice } from "./EventChoice";
import { useSayStarted } from "./job-started";
import { MoveFields } from "./MoveFields";
import { missingFields, moveFieldOf, NO_MOVE, useBulkMove, type MoveForm } from "./moves";
import { useOrderTexts, type OrderKey } from "./texts";

export interface BulkMovePanelProps {
  readonly chosen: Chosen;
  readonly count: number;
  readonly onClose: () => void;
  readonly onStarted: () => void;
}

export default function BulkMovePanel({ chosen, count, onClose, onStarted }: BulkMovePanelProps): ReactNode {
  const t = useOrderTexts();
  const sayStarted = useSayStarted();
  const here = useEventIfAny();
  const [other, setOther] = useState("");
  const eventId = here?.id ?? other;
  const moving = useBulkMove(chosen);
  const editing = useEditing<MoveForm, Job>({
    entity: null,
    empty: NO_MOVE,
    prefix: "move",
    formOf: () => NO_MOVE,
    problemsOf: (form) => new Map(missingFields(form).map((name) => [name, t(`move.wrong.${name}` as OrderKey)])),
    fieldOf: moveFieldOf,
    write: (form) => moving.mutateAsync(form),
    current: (now) => Promise.resolve(now),
    onSaved: (job) => {
      onStarted();
      sayStarted(job);
    },
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel
      editing={editing}
      title={t("bulk.moveTitle", { count })}
      submit={t("move.button")}
      labelOf={() => null}
      onClose={onClose}
    >
      <p>{t("bulk.moveText")}</p>
      <p className="muted small">{t("bulk.how")}</p>
      {here === null && <EventChoice id="move-event" value={other} onChange={setOther} error={undefined} />}
      {eventId !== "" && <MoveFields eventId={eventId} form={form} change={change} errors={errors} />}
    </EntityPanel>
  );
}
