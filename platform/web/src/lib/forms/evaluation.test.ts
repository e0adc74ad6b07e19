import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answers, Form, Question, Scope } from "./definition";
import { evaluate } from "./evaluation";
import { cleanAnswer } from "./values";

interface Case {
  readonly name: string;
  readonly form: Form;
  readonly scope: Scope;
  readonly ticket_type_ids: readonly string[];
  readonly answers: Answers;
  readonly expect: {
    readonly visible: string[];
    readonly required: string[];
    readonly faults: [string, string][];
    readonly cleaned: Answers;
  };
}

interface Cases {
  readonly values: readonly {
    readonly question: Omit<Question, "key">;
    readonly answers: readonly (readonly [unknown, unknown, unknown])[];
  }[];
  readonly forms: readonly Case[];
}

// The server's own test writes thousands of forms with its own findings and runs this file over them.
const source = process.env["TURNOUT_FORM_CASES"] ?? new URL("cases.json", import.meta.url);
const cases = JSON.parse(readFileSync(source, "utf-8")) as Cases;
const sorted = (faults: readonly (readonly string[])[]): string[] => faults.map((each) => each.join(" ")).sort();

function found(each: Case): Case["expect"] {
  const { visible, required, faults, cleaned } = evaluate(each.form, each.answers, {
    scope: each.scope,
    ticketTypeIds: each.ticket_type_ids,
  });
  return {
    visible: [...visible],
    required: [...required],
    faults: faults.map(({ pointer, code }) => [pointer, code]),
    cleaned,
  };
}

describe("one answer", () => {
  const table = cases.values.flatMap(({ question, answers }) =>
    answers.map(([raw, value, faults]) => ({ question, raw, value, faults })),
  );
  it.each(table)("of $question.type: $raw", ({ question, raw, value, faults }) => {
    expect(cleanAnswer({ key: "q", ...question }, raw)).toEqual([value, faults]);
  });
});

describe("a form", () => {
  it("means the same here as on the server, in every case", () => {
    const different = cases.forms.filter((each) => {
      const here = found(each);
      return (
        JSON.stringify([here.visible, here.required, sorted(here.faults), same(here.cleaned)]) !==
        JSON.stringify([
          each.expect.visible,
          each.expect.required,
          sorted(each.expect.faults),
          same(each.expect.cleaned),
        ])
      );
    });
    expect(different.slice(0, 3).map((each) => ({ case: each, here: found(each) }))).toEqual([]);
    expect(cases.forms.length).toBeGreaterThan(5);
  });
});

/** The same text for the same value, whatever the order of an object's members. */
function same(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, inner]) => [name, same(inner)]);
}
