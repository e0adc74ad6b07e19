// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nextLook, positionAfter, startWaitingRoom, type Said } from "./waiting-room";

const SAID: Said = {
  reload: false,
  title: "You are number 40 in the waiting room",
  text: "39 people are before you.",
  details: [["People who wait", "900"]],
  again: 10,
  position: 40,
  admitted: 100,
};

class Stream {
  static latest: Stream | undefined;
  private readonly heard: Record<string, (message: { data: string }) => void> = {};
  constructor(readonly address: string) {
    Stream.latest = this;
  }
  addEventListener(name: string, heard: (message: { data: string }) => void): void {
    this.heard[name] = heard;
  }
  say(told: object): void {
    this.heard["waiting-room"]?.({ data: JSON.stringify(told) });
  }
  breakOff(): void {
    this.heard["error"]?.({ data: "" });
  }
}

const answers: unknown[] = [];
let asked = 0;
const reload = vi.fn();

function show(): HTMLElement {
  document.title = "Waiting room · Turnout";
  document.documentElement.lang = "en";
  document.body.innerHTML = `<div data-waiting-room="/state.json" data-live="/live" data-again="10"
    data-numbered="You are number # in the waiting room" data-sold-out-title="Sold out for now"
    data-sold-out-text="Nothing is left."><h1 data-title>Before</h1><p data-text>Before</p>
    <dl data-details></dl><p role="status" data-heard></p></div>`;
  const room = document.querySelector<HTMLElement>("[data-waiting-room]");
  if (room === null) throw new Error("no room");
  startWaitingRoom(room);
  return room;
}

const textOf = (name: string): string => document.querySelector(`[data-${name}]`)?.textContent ?? "";

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  asked = 0;
  answers.length = 0;
  reload.mockClear();
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("fetch", () => {
    asked += 1;
    const said = answers.shift();
    return Promise.resolve({ ok: said !== undefined, json: () => Promise.resolve(said) });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("a place", () => {
  it("comes nearer by whoever was admitted, and never goes back", () => {
    const told = (admitted: number) => positionAfter(SAID, { admitted, state: "open" });
    expect([told(100), told(110), told(140), told(500), told(5)]).toEqual([40, 30, 0, 0, 40]);
    expect(positionAfter({ ...SAID, position: null }, { admitted: 1, state: "open" })).toBeNull();
  });

  it("is looked at by not all at the same moment", () => {
    expect([nextLook(10, 0), nextLook(10, 0.5), nextLook(10, 1)]).toEqual([8000, 10_000, 12_000]);
  });

  it("is asked for, shown, and stands in the title of the tab", async () => {
    answers.push(SAID);
    show();
    await vi.advanceTimersByTimeAsync(5000);
    expect(textOf("title")).toBe(SAID.title);
    expect(document.title).toBe(`${SAID.title} · Turnout`);
    expect(textOf("details")).toBe("People who wait900");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(2);
  });

  it("moves with what is pushed, without asking", async () => {
    answers.push(SAID);
    show();
    await vi.advanceTimersByTimeAsync(5000);
    Stream.latest?.say({ admitted: 110, state: "open" });
    expect(textOf("title")).toBe("You are number 30 in the waiting room");
    expect(asked).toBe(1);
  });

  it("is seldom asked for while a stream tells a page far from its turn, and again when that ends", async () => {
    const far = { ...SAID, position: 400, again: 20 };
    answers.push(far, far, far);
    show();
    Stream.latest?.say({ admitted: 100, state: "open" });
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(asked).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(2);
    Stream.latest?.breakOff();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(3);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toBe(4);
  });

  it("is asked for at once when it is one's turn, and leads on", async () => {
    answers.push(SAID, { reload: true });
    show();
    await vi.advanceTimersByTimeAsync(5000);
    Stream.latest?.say({ admitted: 140, state: "open" });
    await vi.advanceTimersByTimeAsync(500);
    expect(reload).toHaveBeenCalledOnce();
  });

  it("says at once that nothing is left", () => {
    show();
    Stream.latest?.say({ admitted: 110, state: "sold_out" });
    expect(textOf("title")).toBe("Sold out for now");
    expect(textOf("heard")).toBe("Sold out for now Nothing is left.");
  });

  it("spares a screen reader every single number", async () => {
    answers.push(SAID);
    show();
    await vi.advanceTimersByTimeAsync(5000);
    const first = textOf("heard");
    Stream.latest?.say({ admitted: 101, state: "open" });
    expect(textOf("heard")).toBe(first);
    await vi.advanceTimersByTimeAsync(4000);
    expect(textOf("title")).toContain("39");
  });

  it("stays where it is while the server fails, and asks again", async () => {
    show();
    await vi.advanceTimersByTimeAsync(5000);
    expect(textOf("title")).toBe("Before");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(2);
  });
});
