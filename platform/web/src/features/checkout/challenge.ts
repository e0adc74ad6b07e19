// Requests that may be asked for a challenge: it is answered, and the request sent once more.
import { Refused } from "../../lib/api";
import type { Asked, Widget } from "../../lib/challenge-widget";
import { answerTo } from "../../lib/challenges";

const REQUIRED = "fraud-rules.challenge-required";
const BY_SERVICE = "token";

/** How the page shows the organization's challenge service. */
export interface ChallengeConfig extends Widget {
  /** What the service is called. */
  readonly title: string;
}

/** Asks the person by the widget of the organization's challenge service; null where they do not answer. */
export type AskPerson = (asked: Asked) => Promise<string | null>;

/** `ask` gets the headers of this try. Where nothing can be answered the refusal stays what is shown. */
export async function withChallenge<T>(
  ask: (headers: Record<string, string>) => Promise<T>,
  solve: typeof answerTo = answerTo,
  askPerson: AskPerson = () => Promise.resolve(null),
): Promise<T> {
  try {
    return await ask({});
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== REQUIRED) throw error;
    const { challenge, difficulty_bits: bits, algorithm, binding } = error.problem.given;
    if (typeof challenge !== "string" || typeof bits !== "number") throw error;
    const answering =
      algorithm === BY_SERVICE
        ? askPerson({ challenge, action: "order", binding: typeof binding === "string" ? binding : "" })
        : solve(challenge, bits);
    const answer = await answering.catch(() => null);
    if (answer === null) throw error;
    return ask({ "Turnout-Challenge": answer });
  }
}

/** Where requests wait for a person: the page shows what is asked, one after the other. */
export class ChallengeDesk {
  private show: ((waiting: Waiting) => void) | null = null;

  /** The page is drawn, and shows what is asked from now on; until then nobody can be asked. */
  open(show: (waiting: Waiting) => void): () => void {
    this.show = show;
    return () => {
      this.show = null;
    };
  }

  readonly ask: AskPerson = (asked) => {
    const { show } = this;
    if (show === null) return Promise.resolve(null);
    return new Promise((answer) => show({ asked, answer }));
  };
}

/** A challenge that is shown, and where its answer goes; null for none. */
export interface Waiting {
  readonly asked: Asked;
  readonly answer: (answer: string | null) => void;
}
