import { describe, expect, it } from "vitest";
import { placeErrors, readProblem } from "./problems";

describe("a refusal", () => {
  const problem = readProblem(422, {
    title: "Some fields need attention",
    detail: "",
    code: "invalid",
    request_id: "abc",
    errors: [
      { pointer: "/buyer/email", detail: "Please enter a valid email address", code: "invalid" },
      { pointer: "/buyer/email", detail: "second", code: "invalid" },
      { pointer: "/event_id", detail: "No such event", code: "invalid" },
      { nonsense: true },
    ],
  });

  it("puts the first message at its field and keeps the rest for the summary", () => {
    const placed = placeErrors(problem, (pointer) => (pointer === "/buyer/email" ? "buyer-email" : null));
    expect([...placed.fields]).toEqual([["buyer-email", "Please enter a valid email address"]]);
    expect(placed.others).toEqual(["No such event"]);
  });

  it("says its detail, or else its title, when it names no field", () => {
    expect(placeErrors(readProblem(409, { title: "Sold out", detail: "None left" }), () => null).others).toEqual([
      "None left",
    ]);
    expect(placeErrors(readProblem(409, { title: "Sold out" }), () => null).others).toEqual(["Sold out"]);
  });

  it.each([null, "<html>", 7, []])("survives a body that no server of ours wrote: %j", (body) => {
    const read = readProblem(502, body);
    expect(read).toMatchObject({ status: 502, code: "", errors: [], retryAfterSeconds: null });
  });

  it("knows when to come back, from the header or the body", () => {
    expect(readProblem(429, {}, "7").retryAfterSeconds).toBe(7);
    expect(readProblem(429, { retry_after_seconds: 3 }).retryAfterSeconds).toBe(3);
  });
});
