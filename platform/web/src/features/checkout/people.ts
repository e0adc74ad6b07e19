// The people of an order and what the event asks them: their fields, and the answers as they are sent.
import { h } from "../../lib/dom";
import type { Answers, Form } from "../../lib/forms/definition";
import { evaluate } from "../../lib/forms/evaluation";
import { formFields } from "../../lib/forms/fields";
import type { Uploads } from "../../lib/forms/files";
import { attendeePrefix, checkAnswers, cleanedAnswers, hiddenAnswers, ORDER_PREFIX, type Subject } from "../../lib/forms/registration";
import { asks } from "../../lib/forms/wording";
import { checkAttendees, type Attendee, type Order } from "./model";
import { textField } from "./parts";

export interface People {
  readonly form: Form;
  /** The ticket types that the order holds. */
  readonly types: readonly string[];
  readonly attendees: readonly Attendee[];
  readonly answers: Answers;
}

/** The order's set of answers first, then one for each attendee. */
export function subjectsOf({ form, types, attendees, answers }: People): Subject[] {
  const every: Subject[] = [
    { prefix: ORDER_PREFIX, scope: "order", ticketTypeIds: types, answers },
    ...attendees.map((attendee, index): Subject => ({ prefix: attendeePrefix(index), scope: "attendee", ticketTypeIds: [attendee.ticket_type_id], answers: attendee.answers ?? {} })),
  ];
  return every.filter((subject) => asks(form, subject.scope));
}

/** Whether anybody is asked anything. */
export function isAsked(people: People): boolean {
  return subjectsOf(people).some((subject) => evaluate(people.form, subject.answers, subject).visible.length > 0);
}

/** What is wrong with names and answers: field id → message, in the order of the page. */
export function checkPeople(people: People): Map<string, string> {
  const names = checkAttendees(people.attendees);
  const answers = checkAnswers(people.form, subjectsOf(people));
  return new Map([...names, ...answers]);
}

/** Attendees and answers as the API takes them; without a form exactly the names. */
export function sentPeople(people: People): { attendees: Attendee[]; answers: Answers | null } {
  const { form, attendees } = people;
  const cleaned = new Map(subjectsOf(people).map((subject) => [subject.prefix, cleanedAnswers(form, subject)]));
  return {
    attendees: attendees.map(({ ticket_type_id, name }, index) => {
      const answers = cleaned.get(attendeePrefix(index));
      return { ticket_type_id, name, ...(answers === undefined ? {} : { answers }) };
    }),
    answers: cleaned.get(ORDER_PREFIX) ?? null,
  };
}

/** What was answered before: kept with the order, or given by the page's address. */
export function answersOf(form: Form, order: Order | null, search: string): Answers {
  return { ...hiddenAnswers(form, "order", search), ...order?.answers };
}

export interface Drawing extends People {
  readonly names: ReadonlyMap<string, string>;
  readonly errors: ReadonlyMap<string, string>;
  readonly locale: string;
  readonly change: (index: number, attendee: Attendee) => void;
  readonly changeOrder: (answers: Answers) => void;
  readonly uploads: Uploads;
}

export function drawPeople(drawing: Drawing): HTMLElement[] {
  const { form, attendees, errors, locale, uploads } = drawing;
  const now = [...attendees];
  const change = (index: number, part: Partial<Attendee>): void => {
    const attendee = { ...now[index], ...part } as Attendee;
    now[index] = attendee;
    drawing.change(index, attendee);
  };
  const drawn = attendees.map((attendee, index) =>
    h(
      "fieldset",
      { class: "person stack stack--tight" },
      h("legend", {}, `Ticket ${index + 1}: ${drawing.names.get(attendee.ticket_type_id) ?? ""}`),
      textField({ id: `attendee-${index}-name`, label: "Name on the ticket", value: attendee.name, required: true, error: errors.get(`attendee-${index}-name`), onInput: (name) => change(index, { name }) }),
      asks(form, "attendee")
        ? formFields({ form, scope: "attendee", ticketTypeIds: [attendee.ticket_type_id], prefix: attendeePrefix(index), answers: attendee.answers ?? {}, errors, locale, uploads, onChange: (answers) => change(index, { answers }) })
        : null,
    ),
  );
  if (!asks(form, "order")) return drawn;
  const own = formFields({ form, scope: "order", ticketTypeIds: drawing.types, prefix: ORDER_PREFIX, answers: drawing.answers, errors, locale, uploads, onChange: drawing.changeOrder });
  return [...drawn, h("fieldset", { class: "person stack stack--tight" }, h("legend", {}, "About your order"), own)];
}
