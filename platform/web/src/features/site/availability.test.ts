// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startAvailability } from "./availability";

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  readyState = 1;
  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }
  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
  say(kind: string, body?: unknown): void {
    this.dispatchEvent(body === undefined ? new Event(kind) : new MessageEvent(kind, { data: JSON.stringify(body) }));
  }
}

const left = (remaining: number): unknown => ({ tickets: [{ id: "a", state: "available", remaining }] });
const fetching = vi.fn(() => Promise.resolve(Response.json(left(7))));

/** Listeners of earlier tests stay on the document: each test has an address of its own. */
let address = "";

function panel(live: boolean): HTMLElement {
  const stream = live ? `data-live="${address}"` : "";
  document.body.innerHTML = `<ul data-availability="/a.json" ${stream} data-left="# left">
    <li data-ticket="a"><p class="ticket__state">9 left</p></li></ul>`;
  return document.querySelector("ul")!;
}

const shown = (): string => document.querySelector(".ticket__state")!.textContent;
const hide = (hidden: boolean): void => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
};
const opened = (): FakeSource[] => FakeSource.opened.filter((each) => each.url === address);
const source = (): FakeSource => opened().at(-1)!;
let tests = 0;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.opened = [];
  address = `https://live.example/${++tests}`;
  fetching.mockClear();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("fetch", fetching);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("availability that is pushed", () => {
  it("is shown as it comes, and nothing is asked", async () => {
    startAvailability(panel(true));
    source().say("open");
    source().say("tickets", left(3));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(shown()).toBe("3 left");
    expect(fetching).not.toHaveBeenCalled();
  });

  it("is asked for while the stream is broken, and once when it is back", async () => {
    startAvailability(panel(true));
    source().readyState = 0;
    source().say("error");
    await vi.advanceTimersByTimeAsync(10_500);
    expect(fetching).toHaveBeenCalledTimes(2);
    source().say("open");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetching).toHaveBeenCalledTimes(3);
    expect(shown()).toBe("7 left");
  });

  it("tries a refused stream again after a minute", async () => {
    startAvailability(panel(true));
    source().readyState = FakeSource.CLOSED;
    source().say("error");
    await vi.advanceTimersByTimeAsync(61_000);
    expect(opened()).toHaveLength(2);
  });

  it("does not listen while nobody looks, and catches up when somebody does", async () => {
    startAvailability(panel(true));
    const first = source();
    first.say("open");
    hide(true);
    expect(first.readyState).toBe(FakeSource.CLOSED);
    hide(false);
    source().say("open");
    await vi.advanceTimersByTimeAsync(0);
    expect(opened()).toHaveLength(2);
    expect(shown()).toBe("7 left");
  });
});

it("availability is asked for where no stream is to be had", async () => {
  startAvailability(panel(false));
  await vi.advanceTimersByTimeAsync(0);
  expect(opened()).toHaveLength(0);
  expect(shown()).toBe("7 left");
});
