import { describe, expect, it } from "vitest";
import { Refused, Unreachable } from "../api";
import { faultOf, progressText, refusalText } from "./files";

describe("a file that was chosen", () => {
  it.each([
    [0, "This file is empty. Please choose another one."],
    [10_000_001, "This file is larger than 10 MB. Please choose a smaller one."],
    [10_000_000, null],
    [1, null],
  ])("of %s bytes: %s", (size, fault) => {
    expect(faultOf({ size }, 10_000_000)).toBe(fault);
  });
});

describe("what is said", () => {
  it("counts what has left, then waits for the server's checks", () => {
    expect(progressText("card.png", 0.529)).toBe("Sending card.png: 52 %");
    expect(progressText("card.png", 1)).toBe("Checking card.png …");
  });

  it("tells why a file was refused", () => {
    const problem = { status: 415, code: "files.type-not-allowed", title: "We do not take files of this type", detail: "Send an image", errors: [], retryAfterSeconds: null, requestId: "" };
    expect(refusalText(new Refused(problem))).toBe("We do not take files of this type. Send an image");
    expect(refusalText(new Unreachable("timeout"))).toBe("The file could not be sent. Please try again.");
  });
});
