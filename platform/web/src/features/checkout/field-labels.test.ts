import { describe, expect, it } from "vitest";
import { fieldLabelOf } from "./field-labels";

const form = {
  questions: [
    { key: "home", type: "address" as const, label: "Home" },
    { key: "home-2", type: "short_text" as const, label: "Second home" },
    { key: "mute", type: "hidden" as const },
  ],
};
const one = [{ ticket_type_id: "a", name: "Ali" }];
const two = [...one, { ticket_type_id: "a", name: "Zoë" }];

describe("a field in a list of errors", () => {
  it.each([
    ["answer-0-home", one, { label: "Home", ticket: null }],
    ["answer-1-home-city", two, { label: "Home", ticket: 2 }],
    ["answer-0-home-2", two, { label: "Second home", ticket: 1 }],
    ["answer-order-home", two, { label: "Home", ticket: null }],
    ["answer-0-gone", two, null],
    ["answer-0-mute", two, null],
    ["buyer-name", two, null],
  ])("%s is named by its question", (id, attendees, place) => {
    expect(fieldLabelOf(id, { form, attendees })).toEqual(place);
  });
});
