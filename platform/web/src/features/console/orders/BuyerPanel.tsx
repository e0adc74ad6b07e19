// Corrects whose a confirmed order is: name, language and address of the buyer, and the answers of the order.
import type { ReactNode } from "react";
import type { Answers } from "../../../lib/forms/definition";
import { LANGUAGES } from "../../../lib/language";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { once } from "../session/connection";
import { Questions } from "./AnswerQuestions";
import { changedAnswers, changedFields, textOf, useCorrection, type Draft, type Sending } from "./correction";
import { CorrectionPanel } from "./CorrectionPanel";
import { guarded, seen, type Order } from "./queries";
import { useSaved } from "./order-actions";
import { useOrderTexts } from "./texts";
import { useQuestions } from "./useQuestions";

const BASE = "/api/v1/organizations/{organization_id}/orders/{order_id}";

export interface BuyerPanelProps {
  readonly order: Order;
  readonly onClose: () => void;
}

const draftOf = ({ buyer_name, buyer_email, locale, answers }: Order): Draft => ({
  fields: { name: buyer_name, email: buyer_email, locale },
  answers,
});

export default function BuyerPanel({ order, onClose }: BuyerPanelProps): ReactNode {
  const t = useOrderTexts();
  const saved = useSaved(order);
  const shownIn = useLocale();
  const questions = useQuestions(order.event_id);
  const isKnown = (key: string): boolean => questions.some((question) => question.key === key);
  const correction = useCorrection(
    order,
    draftOf,
    (draft, sending) => send(draft, sending, isKnown),
    () => {
      onClose();
      saved();
    },
  );
  const { base, draft, setDraft, errors } = correction;
  const languages = [...new Set([...LANGUAGES, order.locale])];
  const names = new Intl.DisplayNames([shownIn, "en"], { type: "language" });
  const field = (name: string) => ({
    id: `correct-${name}`,
    value: draft.fields[name] ?? "",
    onChange: (value: string) => setDraft({ ...draft, fields: { ...draft.fields, [name]: value } }),
    error: errors.get(`correct-${name}`),
  });
  const labels: Readonly<Record<string, string>> = {
    name: t("buyer.name"),
    email: t("column.email"),
    locale: t("give.language"),
  };
  const isMoved = changedFields(base, draft).includes("email");
  const own = order.tickets.filter((ticket) => ticket.state === "valid" && !ticket.is_transferred).length;
  const effects = isMoved
    ? [t("correct.emailEnds", { email: base.fields["email"] ?? "" }), t("correct.newCodes", { number: own })]
    : [t("correct.codesStay")];
  return (
    <CorrectionPanel
      title={t("correct.buyer")}
      correction={correction}
      draftOf={draftOf}
      labelOf={(name) => labels[name] ?? questions.find(({ key }) => key === name)?.label ?? name}
      effects={effects}
      onClose={onClose}
    >
      <Field label={labels["name"] ?? ""} {...field("name")} />
      <Field label={labels["email"] ?? ""} type="email" required {...field("email")} />
      <NativeSelect
        label={labels["locale"] ?? ""}
        required
        options={languages.map((value) => ({ value, label: names.of(value) ?? value }))}
        {...field("locale")}
      />
      <Questions
        eventId={order.event_id}
        scope="order"
        ticketTypeIds={order.lines.map((line) => line.ticket_type_id)}
        answers={draft.answers}
        errors={errors}
        onChange={(answers) => setDraft({ ...draft, answers })}
      />
    </CorrectionPanel>
  );
}

/** Name, language and answers in one step, the address in another: it ends what was sent to the former one. */
async function send(
  draft: Draft,
  { api, path, over, advance }: Sending,
  isKnown: (key: string) => boolean,
): Promise<void> {
  const base = draftOf(over);
  const fields = changedFields(base, draft);
  const named = fields.filter((name) => name !== "email").map((name) => [name, textOf(draft, name)]);
  const answers = changedAnswers(base, draft);
  const isAnswered = Object.keys(answers).length > 0;
  let now = over;
  if (named.length > 0 || isAnswered) {
    now = seen(
      await api.PATCH(BASE, {
        params: { path },
        body: {
          ...(named.length === 0 ? {} : { buyer: Object.fromEntries(named) as Record<string, string> }),
          ...(isAnswered ? { answers: whole(base.answers, answers, isKnown) } : {}),
        },
        headers: guarded(over),
      }),
    );
    advance(now);
  }
  if (fields.includes("email")) {
    await api.POST(`${BASE}/correct-email`, {
      params: { path },
      body: { email: textOf(draft, "email") },
      headers: guarded(now),
      ...once,
    });
  }
}

/** All answers of the order, as they are to be: the order's are saved as a whole. */
function whole(before: Answers, changed: Answers, isKnown: (key: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...before, ...changed }).filter(([key, value]) => value !== null && isKnown(key)),
  );
}
