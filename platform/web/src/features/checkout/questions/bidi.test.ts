import { describe, expect, it } from "vitest";
import { isolate, isolateQuestion } from "./bidi";

describe("words of the other direction", () => {
  it.each([
    ["What do you eat?", "ltr", "What do you eat?"],
    ["What do you eat?", "rtl", "\u2068What do you eat?\u2069"],
    ["1. ماذا تأكل؟", "ltr", "\u20681. ماذا تأكل؟\u2069"],
    ["ماذا تأكل؟", "rtl", "ماذا تأكل؟"],
    ["12", "rtl", "12"],
  ] as const)("%s in a page %s", (text, direction, shown) => {
    expect(isolate(text, direction)).toBe(shown);
  });

  it("are isolated in all that a question says, and nowhere in what it means", () => {
    const question = {
      key: "diet",
      type: "dropdown" as const,
      label: "Diet",
      options: [{ value: "all", label: "All" }, { value: "none" }],
    };
    expect(isolateQuestion(question, "rtl")).toEqual({
      key: "diet",
      type: "dropdown",
      label: "\u2068Diet\u2069",
      options: [
        { value: "all", label: "\u2068All\u2069" },
        { value: "none", label: "\u2068none\u2069" },
      ],
    });
    expect(isolateQuestion({ key: "q", type: "short_text" }, "rtl")).toEqual({ key: "q", type: "short_text" });
  });
});
