import { describe, expect, it } from "vitest";
import type { Form } from "./definition";
import { hasQuestionsFor, fieldId, questionAt } from "./pointers";

const form: Form = {
  questions: [
    { key: "diet", type: "single_choice", label: "What do you eat?", options: [{ value: "veg" }] },
    { key: "home", type: "address", label: "Where do you live?", scope: "order" },
  ],
};

describe("a pointer", () => {
  it.each([
    ["/diet", "a0-diet"],
    ["/home/line1", "a0-home-line1"],
    ["/days/2", "a0-days"],
  ])("%s is the field %s", (pointer, id) => {
    expect(fieldId("a0", pointer)).toBe(id);
  });

  it("finds its question", () => {
    expect(questionAt(form, "/home/city")?.type).toBe("address");
    expect(questionAt(form, "/gone")).toBeUndefined();
  });
});

it("a form without questions asks nothing", () => {
  expect([hasQuestionsFor(form, "order"), hasQuestionsFor({ questions: [] }, "order")]).toEqual([true, false]);
});
