// When a reminder is sent: so long before or after a start or an end, and which moment that is now.
import type { ReactNode } from "react";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Skeleton } from "../../../ui/Skeleton";
import type { Editing } from "../parts/editing";
import { useProgramme } from "../programme/queries";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useMoment, type Reminder, type Timing } from "./queries";
import { ANCHORS, isDistance, SIDES, timingOf, UNITS, type ReminderForm } from "./reminder-form";
import "./reminders.css";
import { useReminderTexts } from "./texts";

export type ReminderEditing = Editing<ReminderForm, Reminder>;

export function TimingFields({ editing }: { readonly editing: ReminderEditing }): ReactNode {
  const t = useReminderTexts();
  const { form, errors, change } = editing;
  const sessions = (useProgramme().data?.sessions ?? []).filter((each) => each.needs_registration);
  return (
    <div className="stack">
      {sessions.length > 0 && (
        <NativeSelect
          id="reminder-session"
          label={t("field.session")}
          hint={t("session.hint")}
          value={form.session}
          options={sessions.map(({ id, title }) => ({ value: id, label: title }))}
          error={errors.get("session")}
          onChange={(session) => change({ session })}
        />
      )}
      <div className="reminder__distance">
        <Field
          id="reminder-amount"
          label={t("field.amount")}
          type="number"
          required
          maxLength={5}
          value={form.amount}
          error={errors.get("amount")}
          onChange={(amount) => change({ amount })}
        />
        <NativeSelect
          id="reminder-unit"
          label={t("field.unit")}
          required
          value={form.unit}
          options={UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={(value) => change({ unit: UNITS.find((each) => each === value) ?? "days" })}
        />
        <NativeSelect
          id="reminder-side"
          label={t("field.side")}
          required
          value={form.side}
          options={SIDES.map((value) => ({ value, label: t(`side.${value}`) }))}
          onChange={(value) => change({ side: SIDES.find((each) => each === value) ?? "before" })}
        />
        <NativeSelect
          id="reminder-anchor"
          label={t("field.anchor")}
          required
          value={form.anchor}
          options={ANCHORS.map((value) => ({ value, label: t(`anchor.${value}`) }))}
          error={errors.get("anchor")}
          onChange={(value) => change({ anchor: ANCHORS.find((each) => each === value) ?? "start" })}
        />
      </div>
      {form.unit === "days" && (
        <Field
          id="reminder-clock"
          label={t("field.clock")}
          hint={t("clock.hint")}
          type="time"
          value={form.clock}
          error={errors.get("clock")}
          onChange={(clock) => change({ clock })}
        />
      )}
      <div className="reminder__moment" aria-live="polite">
        {isDistance(form) ? <MomentNow timing={timingOf(form)} /> : <p className="muted">{t("wrong.amount")}</p>}
      </div>
    </div>
  );
}

function MomentNow({ timing }: { readonly timing: Timing }): ReactNode {
  const t = useReminderTexts();
  const timeOf = useEventTime();
  const { time_zone: zone } = useEvent();
  const moment = useMoment(timing);
  if (moment.isError) return <Failure error={moment.error} />;
  if (moment.data === undefined) return <Skeleton rows={1} />;
  const { due_at: dueAt, is_past: isPast } = moment.data;
  if (dueAt === null) return <p>{t("moment.none")}</p>;
  return (
    <>
      <p>
        <strong>{t(isPast ? "moment.past" : "moment.due", { moment: timeOf(dueAt) })}</strong>
      </p>
      <p className="muted small">{t("moment.zone", { zone: zone.replaceAll("_", " ") })}</p>
    </>
  );
}
