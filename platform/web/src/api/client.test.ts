import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused, Unreachable } from "../lib/api";
import { answerOf, connect, onlyOnce, type Api } from "./client";

const PATH = "/api/v1/organizations/{organization_id}/orders/{order_id}/cancel";
const PARAMS = { path: { organization_id: "o1", order_id: "r1" } };

describe("the typed client", () => {
  let seen: Request[];
  let kept: Map<string, string>;
  let answers: (() => Response | Promise<Response>)[];

  beforeEach(() => {
    vi.useFakeTimers();
    seen = [];
    kept = new Map();
    answers = [];
    vi.stubGlobal("fetch", (request: Request) => {
      seen.push(request);
      const next = answers.shift();
      return next === undefined ? Promise.reject(new TypeError("no network")) : Promise.resolve(next());
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const api = (): Api => connect("https://turnout.example", { "Turnout-Order-Secret": "s" });
  const json = (status: number, body: unknown) => (): Response =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  const once = { middleware: [] as ReturnType<typeof onlyOnce>[] };
  beforeEach(() => {
    const store = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };
    once.middleware = [onlyOnce(store)];
  });

  async function settled<T>(work: Promise<T>): Promise<T | Error> {
    const outcome = work.catch((error: unknown) => error as Error);
    await vi.runAllTimersAsync();
    return outcome;
  }

  it("fills the path and reads the answer", async () => {
    answers = [json(200, { id: "r1", state: "held" })];
    const order = await settled(
      answerOf(api().GET("/api/v1/organizations/{organization_id}/orders/{order_id}", { params: PARAMS })),
    );
    expect(order).toEqual({ id: "r1", state: "held" });
    expect(seen[0]?.url).toBe("https://turnout.example/api/v1/organizations/o1/orders/r1");
    expect(seen[0]?.headers.get("Turnout-Order-Secret")).toBe("s");
  });

  it("throws what the server refused, with its problem", async () => {
    answers = [json(409, { title: "Sold out", code: "inventory.sold-out" })];
    const refusal = await settled(answerOf(api().POST(PATH, { params: PARAMS, ...once })));
    expect(refusal).toBeInstanceOf(Refused);
    expect((refusal as Refused).problem.code).toBe("inventory.sold-out");
    expect(kept.size).toBe(0);
  });

  it("sends a call that must happen once again under the same key, and the next under another", async () => {
    answers = [() => Promise.reject(new TypeError("lost")), json(200, {}), json(200, {})];
    await settled(answerOf(api().POST(PATH, { params: PARAMS, ...once })));
    await settled(answerOf(api().POST(PATH, { params: PARAMS, ...once })));
    const keys = seen.map((request) => request.headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(3);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("keeps the key over a reload when no answer came", async () => {
    expect(await settled(answerOf(api().POST(PATH, { params: PARAMS, ...once })))).toBeInstanceOf(Unreachable);
    answers = [json(200, {})];
    await settled(answerOf(api().POST(PATH, { params: PARAMS, ...once })));
    expect(new Set(seen.map((request) => request.headers.get("Idempotency-Key"))).size).toBe(1);
  });

  it("never repeats a call without a key", async () => {
    expect(await settled(answerOf(api().POST(PATH, { params: PARAMS })))).toBeInstanceOf(Unreachable);
    expect(seen).toHaveLength(1);
  });
});
