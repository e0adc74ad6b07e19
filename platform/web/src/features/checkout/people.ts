// Buyer, attendees and answers of an order: checks them, and makes the request body that registers them.
import type { Answers, Form, Question } from "../../lib/forms/definition";
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
import { checkTexts, type TextChoice } from "./texts";

export interface People {
  readonly form: Form;
  readonly order: Pick<Order, "lines"> | null;
  readonly buyer: Buyer;
  readonly attendees: readonly Attendee[];
  readonly answers: Answers;
  /** The version of the terms that is to be agreed to; null where there are none. */
  readonly terms?: number | null;
  readonly agreed?: boolean;
  readonly texts?: TextChoice | null;
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
    ...names.filter(([id]) => id === `attendee-${index}-name` && !isBuyersOwn(people, index)),
    ...faults((prefix) => prefix === attendeePrefix(index)),
  ]);
  return new Map([
    ...checkBuyer(people.buyer),
    ...persons,
    ...faults((prefix) => prefix === ORDER_PREFIX),
    ...checkTexts(people.texts),
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

/** The types whose answers are each person's own: a file belongs to one, and nobody consents for others. */
const PERSONAL: readonly Question["type"][] = ["file", "consent"];

/** Whether one attendee's answers could be those of all: something is asked that is not personal. */
export function canShareAnswers(form: Form): boolean {
  return form.questions.some((question) => isShared(question) && question.type !== "heading");
}

/** The answers of one attendee that may be copied to the others. */
export function sharedAnswers(form: Form, answers: Answers): Answers {
  const keys = form.questions.filter(isShared).map((question) => question.key);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => keys.includes(key)));
}

function isShared({ scope = "attendee", type }: Question): boolean {
  return scope === "attendee" && type !== "hidden" && !PERSONAL.includes(type);
}

/** Whether the first ticket is the buyer's own: then its name is asked once only. */
export function isBuyersOwn({ buyer, attendees }: Pick<People, "buyer" | "attendees">, index: number): boolean {
  return index === 0 && attendees[0]?.name === buyer.name;
}

/** The answers to begin with: those of the order, and those that the page's address gives to hidden questions. */
export function initialAnswers(form: Form, order: Pick<Order, "answers"> | null, search: string): Answers {
  return { ...hiddenAnswers(form, "order", search), ...order?.answers };
}
