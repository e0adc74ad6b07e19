// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "./api";
import { judgeToken, tryWidget, type Means } from "./challenge-widget";

const WIDGET = { module: "/adapters/0123/fields.js", options: { sitekey: "k" } };
const ASKED = { challenge: "c.1", action: "order", binding: "b1" };
let place: HTMLElement;

interface Played {
  readonly token?: Promise<string>;
  readonly loads?: Promise<unknown>;
  readonly worth?: string | null;
}

/** A widget whose module does as told; what it was given, and which tokens were judged. */
function playing({ token = Promise.resolve("t1"), loads = Promise.resolve(), worth = "answer-1" }: Played = {}) {
  const given: Record<string, unknown>[] = [];
  const judged: string[] = [];
  const taken = vi.fn();
  const load = async (address: string): Promise<unknown> => {
    given.push({ address });
    await loads;
    return {
      mount: async (where: HTMLElement, said: Record<string, unknown>) => {
        given.push(said);
        where.append(document.createElement("iframe"));
        return { token, unmount: taken };
      },
    };
  };
  const judge = async (sent: string): Promise<string | null> => {
    judged.push(sent);
    return worth;
  };
  const means: Means = { load, judge, longest: 50 };
  return { given, judged, taken, means };
}

beforeEach(() => {
  place = document.createElement("div");
  document.documentElement.lang = "ar";
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.documentElement.style.colorScheme = "";
});

describe("one try with the widget of a challenge service", () => {
  it("draws it from our own site in the page's language and theme, and has its token judged", async () => {
    const { given, judged, taken, means } = playing();
    document.documentElement.style.colorScheme = "dark";
    expect(await tryWidget(place, WIDGET, ASKED, "/answers", means)).toEqual({ kind: "answer", answer: "answer-1" });
    expect(given).toEqual([
      { address: `${location.origin}/adapters/0123/fields.js` },
      { options: { sitekey: "k" }, locale: "ar", theme: "dark", action: "order", binding: "b1" },
    ]);
    expect(judged).toEqual(["t1"]);
    expect(taken).toHaveBeenCalledOnce();
    expect(place.childNodes.length).toBe(0);
  });

  it("is refused where the service takes the token for no person", async () => {
    const { means } = playing({ worth: null });
    expect(await tryWidget(place, WIDGET, ASKED, "/answers", means)).toEqual({ kind: "refused" });
  });

  it.each<[string, () => Played]>([
    ["does not load", () => ({ loads: Promise.reject(new Error("blocked")) })],
    ["fails", () => ({ token: Promise.reject(new Error("110200")) })],
    ["comes too late", () => ({ loads: new Promise(() => undefined) })],
  ])("lets the server say whether the service is away where the widget %s", async (_, failing) => {
    const there = playing({ ...failing(), worth: null });
    expect(await tryWidget(place, WIDGET, ASKED, "/answers", there.means)).toEqual({ kind: "unloaded" });
    expect(there.judged).toEqual([""]);
    const away = playing({ ...failing(), worth: "worked~1" });
    expect(await tryWidget(place, WIDGET, ASKED, "/answers", away.means)).toEqual({
      kind: "answer",
      answer: "worked~1",
    });
  });

  it("loads no module of elsewhere", async () => {
    const { given, means } = playing({ worth: null });
    const foreign = { ...WIDGET, module: "https://evil.example/fields.js" };
    expect(await tryWidget(place, foreign, ASKED, "/answers", means)).toEqual({ kind: "unloaded" });
    expect(given).toEqual([]);
  });
});

describe("what a token is worth", () => {
  const says = (status: number, body: object): void =>
    void vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status }));

  it("is an answer, or one to a proof of work where the service is away", async () => {
    says(201, { answer: "a1", challenge: null });
    expect(await judgeToken("/answers", "c.1", "t")).toBe("a1");
    says(201, { answer: null, challenge: { challenge: "w.1", difficulty_bits: 15 } });
    expect(await judgeToken("/answers", "c.1", "t", async (text, bits) => `${text}~${bits}`)).toBe("w.1~15");
  });

  it("is nothing where it is refused, and unknown where the challenge is over", async () => {
    says(422, { code: "invalid", errors: [{ pointer: "/token", detail: "", code: "not-accepted" }] });
    expect(await judgeToken("/answers", "c.1", "t")).toBeNull();
    says(422, { code: "invalid", errors: [{ pointer: "/challenge", detail: "", code: "lapsed" }] });
    await expect(judgeToken("/answers", "c.1", "t")).rejects.toBeInstanceOf(Refused);
  });
});
