import { describe, expect, it } from "vitest";
import { fieldsFor } from "./embedded";
import type { NextAction } from "./payment";

const origin = "https://tickets.example";
const action = (options: Record<string, string>): NextAction => ({ flow: "embedded", client_token: "t", client_options: options });
const module = { mount: () => Promise.resolve() };

describe("a provider's own fields", () => {
  it("are shown where a module of this site draws them", async () => {
    const asked: string[] = [];
    const found = await fieldsFor(action({ module: "/assets/fields.js" }), origin, (address) => {
      asked.push(address);
      return Promise.resolve(module);
    });
    expect(found).toBe(module);
    expect(asked).toEqual(["https://tickets.example/assets/fields.js"]);
  });

  it("are never fetched from elsewhere", async () => {
    for (const address of ["https://js.provider.example/v3", "//js.provider.example/v3", "data:text/javascript,1"]) {
      expect(await fieldsFor(action({ module: address }), origin, () => Promise.reject(new Error("asked")))).toBeNull();
    }
  });

  it("are not there without a module, a token, or something to mount", async () => {
    const load = (): Promise<unknown> => Promise.resolve({});
    expect(await fieldsFor(action({}), origin, load)).toBeNull();
    expect(await fieldsFor({ flow: "embedded", client_options: { module: "/x.js" } }, origin, load)).toBeNull();
    expect(await fieldsFor(action({ module: "/x.js" }), origin, load)).toBeNull();
    expect(await fieldsFor(action({ module: "/x.js" }), origin, () => Promise.reject(new Error("blocked")))).toBeNull();
  });
});
