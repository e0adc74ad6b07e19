// Corrects an attendee of a confirmed order, or has another person come in their place.
import type { ReactNode } from "react";
import { useState } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { Questions } from "./AnswerQuestions";
import { changedAnswers, changedFields, textOf, useCorrection, type Draft, type Sending } from "./correction";
import { CorrectionPanel } from "./CorrectionPanel";
import { useSaved } from "./order-actions";
import { guarded, type Order } from "./queries";
import { useOrderTexts } from "./texts";
import { useQuestions } from "./useQuestions";

export interface AttendeePanelProps {
  readonly order: Order;
  readonly attendeeId: string;
  /** Somebody else comes: said from the beginning. */
  readonly isOther: boolean;
  readonly onClose: () => void;
}

const NOBODY: Draft = { fields: { name: "", email: "" }, answers: {} };

function draftOf({ attendees }: Order, attendeeId: string): Draft {
  const found = attendees.find(({ id }) => id === attendeeId);
  return found === undefined ? NOBODY : { fields: { name: found.name, email: found.email }, answers: found.answers };
}

export default function AttendeePanel({
  order,
  attendeeId,
  isOther: isOtherFirst,
  onClose,
}: AttendeePanelProps): ReactNode {
  const t = useOrderTexts();
  const saved = useSaved(order);
  const questions = useQuestions(order.event_id);
  const [isOther, setOther] = useState(isOtherFirst);
  const draftHere = (now: Order): Draft => draftOf(now, attendeeId);
  const correction = useCorrection(
    order,
    draftHere,
    (draft, sending) => send(draft, sending, attendeeId, isOther),
    () => {
      onClose();
      saved();
    },
    isOtherFirst ? NOBODY : undefined,
  );
  const { base, draft, setDraft, errors, over } = correction;
  const attendee = over.attendees.find(({ id }) => id === attendeeId);
  const tickets = over.tickets.filter((each) => each.attendee_id === attendeeId && each.state === "valid");
  const field = (name: string) => ({
    id: `correct-${name}`,
    value: draft.fields[name] ?? "",
    onChange: (value: string) => setDraft({ ...draft, fields: { ...draft.fields, [name]: value } }),
    error: errors.get(`correct-${name}`),
  });
  const choose = (who: string): void => {
    setOther(who === "other");
    setDraft(who === "other" ? NOBODY : base);
  };
  const labels: Readonly<Record<string, string>> = { name: t("buyer.name"), email: t("column.email") };
  const former = textOf(base, "name") || textOf(base, "email");
  const effects = isOther
    ? [
        t("correct.newCodes", { number: tickets.length }),
        ...(former === "" ? [] : [t("correct.nothingStays", { name: former })]),
        t("correct.nobodyTold"),
      ]
    : [t("correct.codesStay")];
  return (
    <CorrectionPanel
      title={t("correct.attendee")}
      correction={correction}
      draftOf={draftHere}
      labelOf={(name) => labels[name] ?? questions.find(({ key }) => key === name)?.label ?? name}
      effects={effects}
      replaces={isOther}
      onClose={onClose}
    >
      <RadioGroup
        label={t("correct.who")}
        value={isOther ? "other" : "same"}
        options={[
          { value: "same", label: t("correct.same") },
          { value: "other", label: t("correct.other"), disabled: tickets.some((each) => each.is_transferred) },
        ]}
        onChange={choose}
      />
      <Field label={labels["name"] ?? ""} required {...field("name")} />
      <Field label={labels["email"] ?? ""} type="email" {...field("email")} />
      {attendee !== undefined && (
        <Questions
          eventId={order.event_id}
          scope="attendee"
          ticketTypeIds={[attendee.ticket_type_id]}
          answers={draft.answers}
          errors={errors}
          onChange={(answers) => setDraft({ ...draft, answers })}
          consents={isOther}
        />
      )}
    </CorrectionPanel>
  );
}

async function send(draft: Draft, { api, path, over }: Sending, attendeeId: string, isOther: boolean): Promise<void> {
  const base = isOther ? NOBODY : draftOf(over, attendeeId);
  const fields = changedFields(base, draft).map((name) => [name, textOf(draft, name)]);
  const answers = changedAnswers(base, draft);
  await api.PATCH("/api/v1/organizations/{organization_id}/orders/{order_id}/attendees/{attendee_id}", {
    params: { path: { ...path, attendee_id: attendeeId } },
    body: {
      ...(Object.fromEntries(fields) as Record<string, string>),
      ...(Object.keys(answers).length > 0 || isOther ? { answers } : {}),
      ...(isOther ? { is_other_person: true } : {}),
    },
    headers: guarded(over),
  });
}
