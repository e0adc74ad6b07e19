// Money that somebody of the team took for an order is recorded; paid in full, the order is confirmed.
import type { ReactNode } from "react";
import { amountOf, minorOf } from "../../../lib/typed-numbers";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import type { Order } from "./queries";
import {
  missingOf,
  NOTHING_TAKEN,
  receivedBody,
  receivedFieldOf,
  useRecordPayment,
  type ReceivedForm,
} from "./received";
import { ReceivedFields } from "./ReceivedFields";
import { useOrderTexts } from "./texts";

export interface ReceivedPanelProps {
  readonly order: Order;
  readonly zone: string;
  readonly onClose: () => void;
}

export default function ReceivedPanel({ order, zone, onClose }: ReceivedPanelProps): ReactNode {
  const t = useOrderTexts();
  const money = useAmount();
  const notify = useNotify();
  const digits = useDigits()(order.currency);
  const missing = missingOf(order);
  const isLate = order.state === "expired";
  const recording = useRecordPayment(order);
  const editing = useEditing<ReceivedForm, Order>({
    entity: null,
    empty: { ...NOTHING_TAKEN, amount: amountOf(missing, digits) },
    prefix: "received",
    formOf: () => NOTHING_TAKEN,
    problemsOf: (form) => {
      const minor = minorOf(form.amount, digits);
      const isRight = minor !== null && minor > 0 && minor <= missing && !(isLate && minor < missing);
      return new Map(isRight ? [] : [["amount", t("refund.wrong", { amount: money(missing, order.currency) })]]);
    },
    fieldOf: receivedFieldOf,
    write: (form) => recording.mutateAsync(receivedBody(form, digits, zone)).then(() => order),
    current: (now) => Promise.resolve(now),
    onSaved: () => {
      onClose();
      notify(t("received.done"));
    },
  });
  const { form, change, errors } = editing;
  const minor = minorOf(form.amount, digits) ?? 0;
  return (
    <EntityPanel
      editing={editing}
      title={t("received.title")}
      submit={t("received.button")}
      labelOf={() => null}
      onClose={onClose}
    >
      <ReceivedFields form={form} change={change} errors={errors} prefix="received" />
      <Field
        id="received-amount"
        label={t("refund.amount", { currency: order.currency })}
        hint={t("received.missing", { amount: money(missing, order.currency) })}
        type="number"
        required
        value={form.amount}
        onChange={(amount) => change({ amount })}
        error={errors.get("amount")}
      />
      <Field
        id="received-at"
        label={t("received.at")}
        hint={t("received.atHint", { zone: zone.replaceAll("_", " ") })}
        type="datetime-local"
        value={form.at}
        onChange={(at) => change({ at })}
        error={errors.get("at")}
      />
      <Field
        id="received-note"
        label={t("received.note")}
        hint={t("notes.hint")}
        rows={2}
        maxLength={500}
        value={form.note}
        onChange={(note) => change({ note })}
        error={errors.get("note")}
      />
      <section className="refund-effect" aria-labelledby="received-effect" aria-live="polite">
        <h2 id="received-effect">{t("refund.effect")}</h2>
        <p>{t(minor < missing ? "received.part" : isLate ? "received.late" : "received.paid")}</p>
      </section>
    </EntityPanel>
  );
}
