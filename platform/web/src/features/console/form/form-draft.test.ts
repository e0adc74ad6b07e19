// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import {
  earlierOf,
  freshName,
  languagesOf,
  movedIn,
  namedIn,
  problemOf,
  shownForm,
  withText,
  type Question,
} from "./form-draft";

const A: Question = { key: "a", type: "yes_no", label: { en: "A?", de: "A auf Deutsch?" } };
const B: Question = {
  key: "b",
  type: "short_text",
  label: { en: "B?" },
  show_if: { question: "a", is: "equals", value: true },
};
const C: Question = { key: "c", type: "dropdown", scope: "order", label: { en: "C?" }, options: [] };

describe("a form while it is written", () => {
  it("moves questions, and names what depends on a later one", () => {
    expect(movedIn([A, B, C], "c", null).map(({ key }) => key)).toEqual(["c", "a", "b"]);
    expect(movedIn([A, B, C], "a", "b").map(({ key }) => key)).toEqual(["b", "a", "c"]);
    expect([problemOf([A, B], B, "en"), problemOf([B, A], B, "en")]).toEqual([null, "condition"]);
    expect([problemOf([C], C, "en"), problemOf([A], A, "fr")]).toEqual(["options", "label"]);
    expect(earlierOf([A, C, B], B).map(({ key }) => key)).toEqual(["a"]);
    expect(namedIn({ all: [{ question: "a", is: "answered" }, { not: { question: "c", is: "answered" } }] })).toEqual([
      "a",
      "c",
    ]);
  });

  it("is shown in a language, and falls back to its own", () => {
    const draft = { language: "en", questions: [A, B] };
    expect(shownForm(draft, "de").questions.map(({ label }) => label)).toEqual(["A auf Deutsch?", "B?"]);
    expect(languagesOf(draft)).toEqual(["en", "de"]);
    expect([withText({ en: "x" }, "de", "y"), withText({ en: "x" }, "en", "")]).toEqual([{ en: "x", de: "y" }, {}]);
    expect(freshName("option", ["option_1"])).toBe("option_2");
  });
});
