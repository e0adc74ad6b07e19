import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Form } from "./definition";
import { announcement, asks, fieldId, messagesOf, questionAt, wordsFor } from "./wording";

const form: Form = {
  questions: [
    { key: "diet", type: "single_choice", label: "What do you eat?", options: [{ value: "veg" }] },
    { key: "which", type: "short_text", label: "Which?", maximum_length: 9 },
    { key: "home", type: "address", label: "Where do you live?", scope: "order" },
    { key: "terms", type: "consent", label: "Terms" },
  ],
};

describe("the words for a fault", () => {
  it("exist for every code that the evaluator knows", () => {
    const cases = readFileSync(new URL("cases.json", import.meta.url), "utf-8");
    const codes = new Set([...cases.matchAll(/\["(?:\/[^"]*)?", "([a-z-]+)"\]/g)].map((found) => found[1] ?? ""));
    const silent = [...codes].filter((code) => wordsFor(code, { key: "q", type: "number", minimum_length: 1, maximum_length: 2 }) === "Please look at this answer again");
    expect(codes.size).toBeGreaterThan(20);
    expect(silent).toEqual([]);
  });

  it("name the limit and the consent", () => {
    expect(wordsFor("too-long", form.questions[1])).toBe("Please write at most 9 signs");
    expect(wordsFor("required", form.questions[3])).toBe("Please agree to go on");
  });

  it("stand at the field, the first one where there are two", () => {
    const faults = [
      { pointer: "/home/city", code: "required" },
      { pointer: "/home/city", code: "too-long" },
      { pointer: "/diet/0", code: "not-an-option" },
    ];
    expect([...messagesOf(form, faults, "order")]).toEqual([
      ["order-home-city", "Please answer this question"],
      ["order-diet", "Please choose one of the options"],
    ]);
  });
});

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

describe("what is said aloud", () => {
  it("names what came and what went, and nothing when all stays", () => {
    expect(announcement(form, ["diet"], ["diet", "which"])).toBe("Now also asked: Which?");
    expect(announcement(form, ["diet", "which"], ["diet"])).toBe("No longer asked: Which?");
    expect(announcement(form, ["diet"], ["diet"])).toBe("");
  });

  it("is nothing where nothing is asked", () => {
    expect([asks(form, "order"), asks({ questions: [] }, "order")]).toEqual([true, false]);
  });
});
