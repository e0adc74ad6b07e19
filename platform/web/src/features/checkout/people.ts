// Buyer, attendees and answers of an order: checks them, and makes the request body that registers them.
import type { Answers, Form } from "../../lib/forms/definition";
import { evaluate } from "../../lib/forms/evaluation";
import {
  attendeePrefix,
  cleanedAnswers,
  hiddenAnswers,
  ORDER_PREFIX,
  type Subject,
} from "../../lib/forms/registration";
import { hasQuestionsFor } from "../../lib/forms/pointers";
import { answerErrors } from "./answer-errors";
import { checkAttendees, checkBuyer, type Attendee, type Buyer, type Order } from "./model";
import type { Message } from "./messages";

export interface People {
  readonly form: Form;
  readonly order: Pick<Order, "lines"> | null;
  readonly buyer: Buyer;
  readonly attendees: readonly Attendee[];
  readonly answers: Answers;
  /** The version of the terms that is to be agreed to; null where there are none. */
  readonly terms?: number | null;
  readonly agreed?: boolean;
}

/** The sets of answers: that of the order first, then one for each attendee. */
export function answerSubjects({ form, order, attendees, answers }: Omit<People, "buyer">): Subject[] {
  const types = order?.lines.map((line) => line.ticket_type_id) ?? [];
  const every: Subject[] = [
    { prefix: ORDER_PREFIX, scope: "order", ticketTypeIds: types, answers },
    ...attendees.map((attendee, index): Subject => ({
      prefix: attendeePrefix(index),
      scope: "attendee",
      ticketTypeIds: [attendee.ticket_type_id],
      answers: attendee.answers ?? {},
    })),
  ];
  return every.filter((subject) => hasQuestionsFor(form, subject.scope));
}

/** Checks names, answers and terms. Field id → error message, in the order of the page. */
export function checkPeople(people: People): Map<string, Message> {
  const subjects = answerSubjects(people);
  const faults = (wanted: (prefix: string) => boolean): [string, Message][] =>
    subjects
      .filter((each) => wanted(each.prefix))
      .flatMap((each) => [...answerErrors(people.form, evaluate(people.form, each.answers, each).faults, each.prefix)]);
  const names = [...checkAttendees(people.attendees)];
  const persons = people.attendees.flatMap((_, index) => [
    ...names.filter(([id]) => id === `attendee-${index}-name`),
    ...faults((prefix) => prefix === attendeePrefix(index)),
  ]);
  return new Map([
    ...checkBuyer(people.buyer),
    ...persons,
    ...faults((prefix) => prefix === ORDER_PREFIX),
    ...checkTerms(people),
  ]);
}

function checkTerms({ terms = null, agreed = false }: People): [string, Message][] {
  return terms === null || agreed ? [] : [["accepted-terms", { key: "errors.terms" }]];
}

/** The attendees and answers of the request; without a form only the names. */
export function registrationBody(people: People): { attendees: Attendee[]; answers: Answers | null } {
  const { form, attendees } = people;
  const cleaned = new Map(answerSubjects(people).map((subject) => [subject.prefix, cleanedAnswers(form, subject)]));
  return {
    attendees: attendees.map(({ ticket_type_id, name }, index) => {
      const answers = cleaned.get(attendeePrefix(index));
      return { ticket_type_id, name: name.trim(), ...(answers === undefined ? {} : { answers }) };
    }),
    answers: cleaned.get(ORDER_PREFIX) ?? null,
  };
}

/** The answers to begin with: those of the order, and those that the page's address gives to hidden questions. */
export function initialAnswers(form: Form, order: Pick<Order, "answers"> | null, search: string): Answers {
  return { ...hiddenAnswers(form, "order", search), ...order?.answers };
}
