import { describe, expect, it } from "vitest";
import { Refused } from "../../lib/api";
import { readProblem } from "../../lib/problems";
import { withChallenge } from "./challenge";

const REQUIRED = { code: "fraud-rules.challenge-required", challenge: "k.1.a.b", difficulty_bits: 15 };
const refused = (body: object): Refused => new Refused(readProblem(403, body));

describe("a request that may be asked for a proof of work", () => {
  it("is sent again with the answer, once", async () => {
    const sent: Record<string, string>[] = [];
    const held = await withChallenge(
      async (headers) => {
        sent.push(headers);
        if (sent.length === 1) throw refused(REQUIRED);
        return "held";
      },
      async (challenge, bits) => `${challenge}~${bits}`,
    );
    expect(held).toBe("held");
    expect(sent).toEqual([{}, { "Turnout-Challenge": "k.1.a.b~15" }]);
  });

  it("costs nothing where none is asked for, and leaves other refusals alone", async () => {
    const unasked = () => Promise.reject(new Error("asked to solve"));
    expect(await withChallenge(async () => 1, unasked)).toBe(1);
    const other = refused({ code: "inventory.sold-out" });
    await expect(withChallenge(() => Promise.reject(other), unasked)).rejects.toBe(other);
    const odd = refused({ ...REQUIRED, challenge: null });
    await expect(withChallenge(() => Promise.reject(odd), unasked)).rejects.toBe(odd);
  });

  it("stays refused where the browser cannot solve it, or the answer was not enough", async () => {
    const first = refused(REQUIRED);
    await expect(
      withChallenge(
        () => Promise.reject(first),
        () => Promise.reject(new Error("no workers")),
      ),
    ).rejects.toBe(first);
    let asked = 0;
    await expect(
      withChallenge(
        () => {
          asked += 1;
          return Promise.reject(first);
        },
        async () => "a~1",
      ),
    ).rejects.toBe(first);
    expect(asked).toBe(2);
  });
});
