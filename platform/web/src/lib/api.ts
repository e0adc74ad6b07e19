// Requests to the JSON API: one place for headers, time-outs, retries and refusals.
import { readProblem, type Problem } from "./problems";

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title || `HTTP ${problem.status}`);
  }
}

/** The answer never came: the request may or may not have arrived. */
export class Unreachable extends Error {}

export interface Options {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

const TIMEOUT_MILLISECONDS = 15_000;
const ATTEMPTS = 3;
const BUSY = 503;

/**
 * Asks until there is an answer, at most three times: again only where that is safe and none came, or
 * the server was busy. Throws `Refused` for any answer but a good one, `Unreachable` for none.
 */
export async function requestWithRetries(
  ask: (signal: AbortSignal) => Promise<Response>,
  repeatable: boolean,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await requestOnce(ask);
    } catch (error) {
      const busy = error instanceof Unreachable || (error instanceof Refused && error.problem.status === BUSY);
      if (!repeatable || !busy || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
}

/** Whether a request may be sent twice: a GET, or one with an Idempotency-Key. */
export function isRepeatable(method: string, headers: Headers): boolean {
  return method === "GET" || headers.has("Idempotency-Key");
}

/** Sends a request and reads its JSON. */
export async function send<T>(address: string, options: Options = {}): Promise<T> {
  const method = options.method ?? "GET";
  const headers = new Headers({ Accept: "application/json", ...options.headers });
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  const body = options.body === undefined ? {} : { body: options.body };
  const ask = (signal: AbortSignal): Promise<Response> =>
    fetch(address, { method, headers, credentials: "same-origin", signal, ...body });
  const answer = await requestWithRetries(ask, isRepeatable(method, headers));
  return (await answer.json().catch(() => null)) as T;
}

/** Waits so long for an answer to begin; a long file takes its time after that. */
async function requestOnce(ask: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIMEOUT_MILLISECONDS);
  let answer: Response;
  try {
    answer = await ask(limit.signal);
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : "");
  } finally {
    clearTimeout(timer);
  }
  if (answer.ok) return answer;
  const body: unknown = await answer.json().catch(() => null);
  throw new Refused(readProblem(answer.status, body, answer.headers.get("Retry-After")));
}
