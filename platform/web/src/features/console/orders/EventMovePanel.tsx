// One order goes to another event: what that does is shown before it is done.
import type { ReactNode } from "react";
import { useTicketTypes } from "../events/queries";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { EventMoveFields } from "./EventMoveFields";
import {
  eventMoveBody,
  eventMoveFieldOf,
  matchedTypes,
  missingEventFields,
  NO_EVENT_MOVE,
  useEventMove,
  useEventMovePreview,
  type EventMove,
  type EventMoveForm,
} from "./event-moves";
import { MoveEffect, type Obstacles } from "./MoveEffect";
import type { Order } from "./queries";
import { useOrderTexts, type OrderKey } from "./texts";

export interface EventMovePanelProps {
  readonly order: Order;
  readonly onClose: () => void;
}

const OBSTACLES: Obstacles = {
  "passed-on": "move.not.passedOn",
  inside: "move.not.inside",
  "event-not-open": "move.not.eventNotOpen",
  "types-meet": "move.not.typesMeet",
};

export default function EventMovePanel({ order, onClose }: EventMovePanelProps): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const moving = useEventMove(order);
  const from = order.lines
    .filter((line) => line.quantity > line.returned)
    .map(({ ticket_type_id: id, name }) => ({ id, name }));
  const editing = useEditing<EventMoveForm, Order>({
    entity: null,
    empty: NO_EVENT_MOVE,
    prefix: "move",
    formOf: () => NO_EVENT_MOVE,
    problemsOf: (form) => {
      const wrong = missingEventFields(form, types, true);
      const isOther = (preview.data?.difference_minor ?? 0) !== 0 && !form.waives;
      return new Map(
        [...wrong, ...(isOther ? (["waives"] as const) : [])].map((name) => [
          name,
          t(`move.wrong.${name}` as OrderKey),
        ]),
      );
    },
    fieldOf: eventMoveFieldOf,
    write: (form) => moving.mutateAsync(eventMoveBody(form, types)).then(() => order),
    current: (now) => Promise.resolve(now),
    onSaved: () => {
      onClose();
      notify(t("move.eventDone"));
    },
  });
  const { form, change, errors } = editing;
  const there = useTicketTypes(form.eventId).data ?? [];
  const types = matchedTypes(from, there, form.types);
  const preview = useEventMovePreview(order, form.eventId, types);
  const isAsked = form.eventId !== "" && missingEventFields({ ...form, waives: false }, types, true).length === 0;
  return (
    <EntityPanel
      editing={editing}
      title={t("move.eventTitle")}
      submit={t("move.eventButton")}
      labelOf={() => null}
      onClose={onClose}
    >
      <p>{t("move.eventText")}</p>
      <EventMoveFields
        eventId={order.event_id}
        from={from}
        types={types}
        isWhole
        form={form}
        change={change}
        errors={errors}
      />
      {isAsked && (
        <MoveEffect preview={preview} rows={3} obstacles={OBSTACLES}>
          {(move) => <Effect move={move} mails={form.mails} />}
        </MoveEffect>
      )}
    </EntityPanel>
  );
}

function Effect({ move, mails }: { readonly move: EventMove; readonly mails: boolean }): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const { difference_minor: difference, currency } = move;
  return (
    <>
      <p>{t("move.newCodes", { number: move.tickets })}</p>
      <p>{t("move.freed", { number: move.freed_places })}</p>
      {move.lines.map((line) => (
        <p key={line.to_ticket_type_id}>{t("move.leftThere", { name: line.name, number: line.places_left })}</p>
      ))}
      {difference > 0 && <p>{t("move.dearerThere", { amount: amount(difference, currency) })}</p>}
      {difference < 0 && <p>{t("move.cheaperThere", { amount: amount(-difference, currency) })}</p>}
      {difference === 0 && <p>{t("move.samePrice")}</p>}
      {move.kept_answers > 0 && <p>{t("move.kept", { number: move.kept_answers })}</p>}
      {move.dropped_answers.length > 0 && <p>{t("move.dropped", { number: move.dropped_answers.length })}</p>}
      {move.missing_answers.length > 0 && <p>{t("move.missingThere", { number: move.missing_answers.length })}</p>}
      <p>{t(mails ? "move.mailed" : "correct.nobodyTold")}</p>
    </>
  );
}
