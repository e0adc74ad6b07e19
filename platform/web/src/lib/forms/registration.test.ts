import { describe, expect, it } from "vitest";
import type { Form } from "./definition";
import { answerField, attendeePrefix, cleanedAnswers, hiddenAnswers, type Subject } from "./registration";

const form: Form = {
  questions: [
    { key: "company", type: "short_text", scope: "order", required: true },
    { key: "campaign", type: "hidden", scope: "order" },
    { key: "meal", type: "yes_no", required: true },
    {
      key: "diet",
      type: "short_text",
      show_if: { question: "meal", is: "equals", value: true },
      required: true,
      ticket_type_ids: ["full"],
    },
  ],
};
const attendee = (index: number, type: string, answers: Record<string, unknown>): Subject => ({
  prefix: attendeePrefix(index),
  scope: "attendee",
  ticketTypeIds: [type],
  answers,
});

describe("a registration", () => {
  it("sends only what is asked", () => {
    expect(cleanedAnswers(form, attendee(0, "full", { meal: false, diet: "veg" }))).toEqual({ meal: false });
  });

  it("takes from the address what nobody is asked", () => {
    expect(hiddenAnswers(form, "order", "?campaign=spring&company=x")).toEqual({ campaign: "spring" });
    expect(hiddenAnswers(form, "order", "")).toEqual({});
  });
});

describe("the server's errors about answers", () => {
  it.each([
    ["/answers/company", "answer-order-company"],
    ["/attendees/2/answers/home/city", "answer-2-home-city"],
    ["/attendees/2/answers/days/1", "answer-2-days"],
    ["/attendees/2/name", null],
    ["/answers", null],
  ])("%s stands at %s", (pointer, id) => {
    expect(answerField(pointer)).toBe(id);
  });
});
