import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { awaitState } from "./await-state";

const page = new EventTarget();
const element = {
  dataset: { await: "/orders/o1/state.json", state: "held" },
  ownerDocument: page,
  contains: () => false,
} as unknown as HTMLElement;
const reload = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("document", { activeElement: null });
  vi.stubGlobal("HTMLInputElement", class {});
  reload.mockClear();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function answer(...states: string[]): void {
  const fetched = vi.fn(async () => Response.json({ state: states.length > 1 ? states.shift() : states[0] }));
  vi.stubGlobal("fetch", fetched);
}

it("reloads once the order has changed", async () => {
  answer("held", "confirmed");
  const waiting = awaitState(element);
  await vi.advanceTimersByTimeAsync(1000);
  expect(reload).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1500);
  await waiting;
  expect(reload).toHaveBeenCalledOnce();
});

it("does not reload under a form that was sent: its answer leads to the provider", async () => {
  answer("awaiting_payment");
  const waiting = awaitState(element);
  page.dispatchEvent(new Event("submit", { cancelable: true }));
  await vi.advanceTimersByTimeAsync(10_000);
  await waiting;
  expect(reload).not.toHaveBeenCalled();
});

it("goes on where a script kept the form from being sent", async () => {
  answer("confirmed");
  const waiting = awaitState(element);
  const kept = new Event("submit", { cancelable: true });
  kept.preventDefault();
  page.dispatchEvent(kept);
  await vi.advanceTimersByTimeAsync(1000);
  await waiting;
  expect(reload).toHaveBeenCalledOnce();
});
