// Requests that may be asked for a proof of work: it is solved, and the request sent once more.
import { Refused } from "../../lib/api";
import { answerTo } from "../../lib/challenges";

const REQUIRED = "fraud-rules.challenge-required";

/** `ask` gets the headers of this try. Where nothing can be solved the refusal stays what is shown. */
export async function withChallenge<T>(
  ask: (headers: Record<string, string>) => Promise<T>,
  solve: typeof answerTo = answerTo,
): Promise<T> {
  try {
    return await ask({});
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== REQUIRED) throw error;
    const { challenge, difficulty_bits: bits } = error.problem.given;
    if (typeof challenge !== "string" || typeof bits !== "number") throw error;
    const answer = await solve(challenge, bits).catch(() => null);
    if (answer === null) throw error;
    return ask({ "Turnout-Challenge": answer });
  }
}
