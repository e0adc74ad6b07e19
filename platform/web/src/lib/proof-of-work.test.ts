import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { solve } from "./proof-of-work";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("a proof of work", () => {
  it("is the first number that makes the hash begin with the zeros", () => {
    for (const length of [0, 1, 40, 53, 54, 55, 62, 63, 64, 126, 127, 200]) {
      const challenge = "a".repeat(length);
      const answer = solve(challenge, 8);
      expect(hashOf(answer)).toMatch(/^00/);
      const found = Number(answer.slice(challenge.length + 1));
      for (let number = 0; number < found; number += 1) expect(hashOf(`${challenge}~${number}`)).not.toMatch(/^00/);
    }
  });

  it("counts bits and not letters", () => {
    const answer = solve("v1.1800000000.payload.mark", 14);
    expect(Number.parseInt(hashOf(answer).slice(0, 4), 16)).toBeLessThan(4);
  });

  it("costs nothing where nothing is asked, and refuses what cannot be", () => {
    expect(solve("easy", 0)).toBe("easy~0");
    expect(() => solve("hard", 33)).toThrow(RangeError);
    expect(() => solve("odd", Number.NaN)).toThrow(RangeError);
  });
});
