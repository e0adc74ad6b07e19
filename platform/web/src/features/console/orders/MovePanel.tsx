// One order's tickets become another type of its event: what that does is shown before it is done.
import type { ReactNode } from "react";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { MoveEffect, type Obstacles } from "./MoveEffect";
import { MoveFields } from "./MoveFields";
import { missingFields, moveFieldOf, NO_MOVE, useMove, useMovePreview, type MoveForm, type OrderMove } from "./moves";
import type { Order } from "./queries";
import { useOrderTexts, type OrderKey } from "./texts";

export interface MovePanelProps {
  readonly order: Order;
  readonly onClose: () => void;
}

const OBSTACLES: Obstacles = {
  "passed-on": "move.not.passedOn",
  inside: "move.not.inside",
  "has-the-other": "move.not.hasTheOther",
};

export default function MovePanel({ order, onClose }: MovePanelProps): ReactNode {
  const t = useOrderTexts();
  const notify = useNotify();
  const moving = useMove(order);
  const types = order.lines.filter((line) => line.quantity > line.returned).map((line) => line.ticket_type_id);
  const empty: MoveForm = { ...NO_MOVE, from: types.length === 1 ? (types[0] ?? "") : "" };
  const editing = useEditing<MoveForm, Order>({
    entity: null,
    empty,
    prefix: "move",
    formOf: () => empty,
    problemsOf: (form) => {
      const wrong = missingFields(form);
      const isOther = (preview.data?.difference_minor ?? 0) !== 0 && !form.waives;
      return new Map(
        [...wrong, ...(isOther ? (["waives"] as const) : [])].map((name) => [
          name,
          t(`move.wrong.${name}` as OrderKey),
        ]),
      );
    },
    fieldOf: moveFieldOf,
    write: (form) => moving.mutateAsync(form).then(() => order),
    current: (now) => Promise.resolve(now),
    onSaved: () => {
      onClose();
      notify(t("move.done"));
    },
  });
  const { form, change, errors } = editing;
  const preview = useMovePreview(order, form);
  const isAsked = form.from !== "" && form.to !== "";
  return (
    <EntityPanel
      editing={editing}
      title={t("move.title")}
      submit={t("move.button")}
      labelOf={() => null}
      onClose={onClose}
    >
      <p>{t("move.text")}</p>
      <MoveFields eventId={order.event_id} from={types} form={form} change={change} errors={errors} />
      {isAsked && (
        <MoveEffect preview={preview} rows={2} obstacles={OBSTACLES}>
          {(move) => <Effect move={move} mails={form.mails} />}
        </MoveEffect>
      )}
    </EntityPanel>
  );
}

function Effect({ move, mails }: { readonly move: OrderMove; readonly mails: boolean }): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const { difference_minor: difference, currency } = move;
  return (
    <>
      <p>{t("move.tickets", { number: move.quantity })}</p>
      {difference > 0 && <p>{t("move.dearer", { amount: amount(difference, currency) })}</p>}
      {difference < 0 && <p>{t("move.cheaper", { amount: amount(-difference, currency) })}</p>}
      {move.missing_answers.length > 0 && <p>{t("move.missing", { number: move.missing_answers.length })}</p>}
      <p>{t(mails ? "move.mailed" : "correct.nobodyTold")}</p>
    </>
  );
}
