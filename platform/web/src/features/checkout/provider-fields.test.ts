import { describe, expect, it } from "vitest";
import { moduleOf, openFields, outcomeOf, type MountOptions, type Outcome } from "./provider-fields";
import type { NextAction } from "./payment";

const origin = "https://tickets.example";
const module = "/adapters/0123/fields.js";
const action = (more: Partial<NextAction> = {}): NextAction => ({
  flow: "embedded",
  client_token: "t",
  client_options: { module },
  redirect_url: null,
  ...more,
});
const look = { text: "", background: "", line: "", accent: "", danger: "", font: "", radius: "" };
const given: MountOptions = {
  token: "t",
  options: { module },
  locale: "de",
  title: "Lantern Night",
  returnUrl: `${origin}/orders/o1`,
  look,
};
const place = {} as HTMLElement;
const fields = { confirm: () => Promise.resolve({ outcome: "done", message: "" } as Outcome) };

function openWith(load: (address: string) => Promise<unknown>, address = module, longest = 1000) {
  return openFields(address, place, given, { origin, load, longest });
}

describe("a provider's own fields", () => {
  it("are drawn by the module of our own site, with token, options and language", async () => {
    const asked: unknown[] = [];
    const opened = await openWith((address) => {
      asked.push(address);
      return Promise.resolve({
        mount: (_place: HTMLElement, got: MountOptions) => (
          asked.push(got.token, got.locale, got.title),
          Promise.resolve(fields)
        ),
      });
    });
    expect(opened).toEqual({ kind: "ready", fields });
    expect(asked).toEqual([`${origin}${module}`, "t", "de", "Lantern Night"]);
  });

  it("are never fetched from elsewhere", async () => {
    for (const address of [
      "https://js.provider.example/v3",
      "//js.provider.example/v3",
      "data:text/javascript,1",
      "http://tickets.example/x.js",
    ]) {
      expect(await openWith(() => Promise.reject(new Error("asked")), address)).toEqual({ kind: "failed" });
    }
  });

  it("are not there where the module fails or is none", async () => {
    const modules = [
      {},
      { mount: 1 },
      { mount: () => Promise.reject(new Error("blocked")) },
      { mount: () => Promise.resolve({}) },
      null,
    ];
    for (const found of modules) expect(await openWith(() => Promise.resolve(found))).toEqual({ kind: "failed" });
    expect(await openWith(() => Promise.reject(new Error("no network")))).toEqual({ kind: "failed" });
  });

  it("that come too late are taken away again", async () => {
    let arrive: (value: unknown) => void = () => undefined;
    let taken = 0;
    const opened = await openWith(() => new Promise((resolve) => (arrive = resolve)), module, 1);
    expect(opened).toEqual({ kind: "late" });
    arrive({ mount: () => Promise.resolve({ ...fields, unmount: () => (taken += 1) }) });
    await new Promise((resolve) => setTimeout(resolve));
    expect(taken).toBe(1);
  });

  it("have a module only with a token, and by an embedded way", () => {
    expect(moduleOf(action())).toBe(module);
    expect(moduleOf(action({ client_token: null }))).toBeNull();
    expect(moduleOf(action({ flow: "redirect" }))).toBeNull();
    expect(moduleOf(action({ client_options: {} }))).toBeNull();
    expect(moduleOf(null)).toBeNull();
  });

  it("say nothing that would count as paid unless they say so", () => {
    expect(outcomeOf({ outcome: "done", message: "" }).outcome).toBe("done");
    expect(outcomeOf({ outcome: "over", message: "Gone" })).toEqual({ outcome: "over", message: "Gone" });
    for (const odd of [null, undefined, "done", 1, {}, { outcome: "succeeded" }, { outcome: "again", message: 7 }]) {
      expect(outcomeOf(odd)).toEqual({ outcome: "again", message: "" });
    }
  });
});
