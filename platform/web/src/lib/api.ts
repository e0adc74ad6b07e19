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

/**
 * Sends a request and reads its JSON. A request that may safely be repeated (a GET, or one with an
 * Idempotency-Key) is tried again when no answer came or the server was busy.
 */
export async function send<T>(address: string, options: Options = {}): Promise<T> {
  const repeatable = (options.method ?? "GET") === "GET" || "Idempotency-Key" in (options.headers ?? {});
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once<T>(address, options);
    } catch (error) {
      const busy = error instanceof Unreachable || (error instanceof Refused && error.problem.status === 503);
      if (!repeatable || !busy || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
}

async function once<T>(address: string, options: Options): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: options.method ?? "GET",
      headers,
      credentials: "same-origin",
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      ...(options.body === undefined ? {} : { body: options.body }),
    });
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : "");
  }
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(readProblem(answer.status, body, answer.headers.get("Retry-After")));
  return body as T;
}
