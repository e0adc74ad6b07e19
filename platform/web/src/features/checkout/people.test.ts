import { describe, expect, it } from "vitest";
import type { Form } from "../../lib/forms/definition";
import { initialAnswers, checkPeople, registrationBody, type People } from "./people";

const form: Form = {
  questions: [
    { key: "company", type: "short_text", scope: "order" },
    { key: "campaign", type: "hidden", scope: "order" },
    { key: "meal", type: "yes_no", required: true, ticket_type_ids: ["full"] },
  ],
};
const people = (part: Partial<People> = {}): People => ({
  form,
  buyer: { name: "Ali", email: "ali@example.org", locale: "en" },
  order: {
    lines: [
      { ticket_type_id: "full", quantity: 1 },
      { ticket_type_id: "day", quantity: 1 },
    ],
  },
  attendees: [
    { ticket_type_id: "full", name: "Ali" },
    { ticket_type_id: "day", name: "" },
  ],
  answers: {},
  ...part,
});

describe("the people of an order", () => {
  it("begin with whoever buys", () => {
    expect([...checkPeople(people({ buyer: { name: "", email: "ali", locale: "en" } })).keys()].slice(0, 2)).toEqual([
      "buyer-name",
      "buyer-email",
    ]);
  });

  it("need names, and answers where they are asked", () => {
    expect([...checkPeople(people()).keys()]).toEqual(["answer-0-meal", "attendee-1-name"]);
  });

  it("are sent with their cleaned answers", () => {
    const attendees = [
      { ticket_type_id: "full", name: "Ali", answers: { meal: false } },
      { ticket_type_id: "day", name: "Zoë", answers: { meal: true } },
    ];
    expect(registrationBody(people({ attendees, answers: { company: " Acme " } }))).toEqual({
      attendees: [
        { ticket_type_id: "full", name: "Ali", answers: { meal: false } },
        { ticket_type_id: "day", name: "Zoë", answers: {} },
      ],
      answers: { company: "Acme" },
    });
  });

  it("are sent as they always were when nothing is asked", () => {
    const plain = people({ form: { questions: [] } });
    expect(registrationBody(plain)).toEqual({ attendees: plain.attendees, answers: null });
  });

  it("take over what was answered before, and what the address says", () => {
    expect(initialAnswers(form, null, "?campaign=spring")).toEqual({ campaign: "spring" });
  });
});
