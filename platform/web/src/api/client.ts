// The API as the OpenAPI document describes it: every path, parameter, body and answer is typed.
import createClient, { type Client, type Middleware } from "openapi-fetch";
import { isRepeatable, requestWithRetries, Refused } from "../lib/api";
import { forget, keyFor, type Store } from "../lib/idempotency";
import type { components, paths } from "./schema";

/** The shapes of the document by name: `Schemas["OrdersOrder"]`. */
export type Schemas = components["schemas"];
export type Api = Client<paths>;

const TOO_MANY = 429;
const SERVER_ERROR = 500;

/** Sends a request until there is an answer. */
export type Ask = (request: Request) => Promise<Response>;

/**
 * A client for this site. Its calls throw `Refused` and `Unreachable` like every request of ours, and
 * repeat themselves where that is safe; read what came with `answerOf`. What stands `around` each request
 * may change it, and ask again.
 */
export function connect(
  origin: string = location.origin,
  headers: Readonly<Record<string, string>> = {},
  around: (request: Request, ask: Ask) => Promise<Response> = (request, ask) => ask(request),
): Api {
  return createClient<paths>({
    baseUrl: origin,
    credentials: "same-origin",
    headers: { Accept: "application/json", ...headers },
    fetch: (request) => around(request, askUntilAnswered),
  });
}

function askUntilAnswered(request: Request): Promise<Response> {
  const ask = (signal: AbortSignal): Promise<Response> => fetch(request.clone(), { signal });
  return requestWithRetries(ask, isRepeatable(request.method, request.headers));
}

/** The data of a call: `await answerOf(api.GET("/api/v1/organizations"))`. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/**
 * For calls that must not happen twice: `api.POST(path, { ..., middleware: [onlyOnce(sessionStorage)] })`.
 * The same body to the same path keeps its Idempotency-Key until an answer came, over a reload too.
 */
export function onlyOnce(
  store: Store,
  /** What is kept to know the same body again; where it is somebody's, a digest of it. */
  markOf: (body: string) => string | Promise<string> = (body) => body,
): Middleware {
  const nameOf = (request: Request): string => `${request.method} ${new URL(request.url).pathname}`;
  return {
    async onRequest({ request }) {
      const mark = await markOf(await request.clone().text());
      request.headers.set("Idempotency-Key", keyFor(store, nameOf(request), mark));
      return request;
    },
    onResponse({ request }) {
      forget(store, nameOf(request));
    },
    onError({ request, error }) {
      if (error instanceof Refused && isFinal(error)) forget(store, nameOf(request));
    },
  };
}

/** Of any other it is not known whether it was done: the next try asks with the same key. */
function isFinal({ problem: { status, code } }: Refused): boolean {
  return status < SERVER_ERROR && status !== TOO_MANY && code !== "idempotency.in-progress";
}
