import { afterEach, describe, expect, it, vi } from "vitest";
import { Refused, send, Unreachable } from "./api";

type Answer = () => Response;

function answers(...queue: Answer[]): { seen: RequestInit[] } {
  const seen: RequestInit[] = [];
  vi.stubGlobal("fetch", (_address: string, init: RequestInit) => {
    seen.push(init);
    const next = queue.shift();
    return next ? Promise.resolve(next()) : Promise.reject(new TypeError("no network"));
  });
  return { seen };
}

const json =
  (status: number, body: unknown): Answer =>
  () =>
    new Response(JSON.stringify(body), { status });

async function withoutWaiting<T>(work: Promise<T>): Promise<T> {
  const settled = work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  const result = await settled;
  if ("error" in result) throw result.error;
  return result.value;
}

describe("a request", () => {
  vi.useFakeTimers();
  afterEach(() => vi.unstubAllGlobals());

  it("with a key is sent again when the answer was lost", async () => {
    let lost = true;
    vi.stubGlobal("fetch", () => {
      if (!lost) return Promise.resolve(json(201, { id: "1" })());
      lost = false;
      return Promise.reject(new TypeError("lost"));
    });
    expect(
      await withoutWaiting(send("/orders", { method: "POST", body: "{}", headers: { "Idempotency-Key": "k" } })),
    ).toEqual({ id: "1" });
  });

  it("without a key is never repeated", async () => {
    const { seen } = answers();
    await expect(withoutWaiting(send("/orders/1", { method: "PATCH", body: "{}" }))).rejects.toBeInstanceOf(
      Unreachable,
    );
    expect(seen).toHaveLength(1);
  });

  it("that is refused is not repeated and carries the problem", async () => {
    const { seen } = answers(json(409, { title: "Sold out", code: "inventory.sold-out" }));
    const refusal: unknown = await withoutWaiting(send("/orders")).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refused);
    expect((refusal as Refused).problem.code).toBe("inventory.sold-out");
    expect(seen).toHaveLength(1);
  });

  it("gives up after three answers of a busy server", async () => {
    const { seen } = answers(json(503, {}), json(503, {}), json(503, {}), json(200, {}));
    await expect(withoutWaiting(send("/orders"))).rejects.toBeInstanceOf(Refused);
    expect(seen).toHaveLength(3);
  });
});
