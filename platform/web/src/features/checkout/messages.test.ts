import { describe, expect, it } from "vitest";
import { readProblem } from "../../lib/problems";
import { answerErrors, answerErrorText } from "./answer-errors";
import { explainProblem } from "./messages";

const none = (): null => null;

describe("a refusal", () => {
  it("is said by what it is, in words that every language has", () => {
    const said = (status: number, code: string, more: object = {}): unknown =>
      explainProblem(readProblem(status, { title: "T", detail: "D", code, ...more }), none, none).others;
    expect(said(409, "inventory.sold-out")).toEqual([{ key: "errors.soldOut" }]);
    expect(said(429, "rate-limited", { retry_after_seconds: 7 })).toEqual([
      { key: "errors.tooOften", values: { count: 7 } },
    ]);
    expect(said(502, "", { request_id: "R" })).toEqual([
      { key: "errors.internal" },
      { key: "errors.number", values: { number: "R" } },
    ]);
    expect(said(409, "something.new")).toEqual([{ text: "D" }]);
  });

  it("is said at its field, better where we know better", () => {
    const problem = readProblem(422, {
      title: "T",
      errors: [
        { pointer: "/a", detail: "first", code: "x" },
        { pointer: "/a", detail: "second", code: "x" },
        { pointer: "/b", detail: "B", code: "per-person" },
        { pointer: "/c", detail: "C" },
        { pointer: "/d", detail: "D" },
      ],
    });
    const refusal = explainProblem(
      problem,
      (pointer) => (pointer === "/d" ? null : pointer.slice(1)),
      ({ pointer }) => (pointer === "/c" ? { key: "errors.email" } : null),
    );
    expect(Object.fromEntries(refusal.fields)).toEqual({
      a: { text: "first" },
      b: { key: "errors.perPerson" },
      c: { key: "errors.email" },
    });
    expect(refusal.others).toEqual([{ text: "D" }]);
  });
});

describe("a fault in an answer", () => {
  it.each([
    [
      "too-short",
      { key: "q", type: "short_text", minimum_length: 3 },
      { key: "faults.too-short", values: { count: 3 } },
    ],
    ["too-long", { key: "q", type: "short_text", maximum_length: 8 }, { key: "faults.too-long", values: { count: 8 } }],
    ["too-long", { key: "q", type: "url" }, { key: "faults.long", values: { count: 0 } }],
    ["too-many-decimals", { key: "q", type: "number" }, { key: "faults.whole", values: { count: 0 } }],
    [
      "too-many-decimals",
      { key: "q", type: "number", decimals: 2 },
      { key: "faults.too-many-decimals", values: { count: 2 } },
    ],
    ["too-small", { key: "q", type: "number", minimum: "5" }, { key: "faults.too-small", values: { limit: "5" } }],
    ["too-large", { key: "q", type: "number", maximum: "9" }, { key: "faults.too-large", values: { limit: "9" } }],
    [
      "too-early",
      { key: "q", type: "date", minimum: "2027-01-01" },
      { key: "faults.too-early", values: { limit: "2027-01-01" } },
    ],
    [
      "too-late",
      { key: "q", type: "date", maximum: "2027-01-01" },
      { key: "faults.too-late", values: { limit: "2027-01-01" } },
    ],
    [
      "too-few",
      { key: "q", type: "multiple_choice", minimum_choices: 2 },
      { key: "faults.too-few", values: { count: 2 } },
    ],
    [
      "too-many",
      { key: "q", type: "multiple_choice", maximum_choices: 2 },
      { key: "faults.too-many", values: { count: 2 } },
    ],
    ["required", { key: "q", type: "consent" }, { key: "faults.consent" }],
    ["required", { key: "q", type: "short_text" }, { key: "faults.required" }],
    ["never-heard-of", { key: "q", type: "short_text" }, null],
  ] as const)("%s of %j", (code, question, words) => {
    expect(answerErrorText(code, question)).toEqual(words);
  });

  it("stands at the field it is about, the first one only", () => {
    const form = { questions: [{ key: "home", type: "address" as const }] };
    const faults = [
      { pointer: "/home/city", code: "required" },
      { pointer: "/home/city", code: "too-long" },
      { pointer: "/gone", code: "never-heard-of" },
    ];
    expect(Object.fromEntries(answerErrors(form, faults, "answer-0"))).toEqual({
      "answer-0-home-city": { key: "faults.required" },
      "answer-0-gone": { key: "faults.other" },
    });
  });
});
