// The module on a page that is none, against a stand-in for Turnstile's script: what it asks, and what it makes of
// each answer. node --test adapters/turnstile/tests/fields.test.mjs
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

const SCRIPT = "https://provider.example/api.js";
const given = { options: { script: SCRIPT, sitekey: "key-1" }, locale: "de", theme: "dark", action: "order", binding: "b1" };
const place = { clientWidth: 600 };
let page;

/** Turnstile as far as the module speaks to it. */
function standIn() {
  const said = [];
  return {
    said,
    render: (where, options) => (said.push(["render", where, options]), "widget-1"),
    remove: (id) => said.push(["remove", id]),
  };
}

/** Opens the module anew, as a page does; `arrives` is what its script tag brings. */
async function opened(arrives) {
  page = { scripts: [] };
  globalThis.document = {
    createElement: () => ({ remove: () => page.scripts.pop() }),
    head: {
      append(script) {
        page.scripts.push(script);
        queueMicrotask(() => {
          if (arrives === null) return script.onerror();
          globalThis.turnstile = arrives;
          globalThis[new URL(script.src).searchParams.get("onload")]();
        });
      },
    },
  };
  return import(`../src/turnout_turnstile/fields.js?${Math.random()}`);
}

beforeEach(() => delete globalThis.turnstile);
afterEach(() => delete globalThis.document);

test("the script is loaded once, drawn by hand, and the widget gets key, theme and language", async () => {
  const provider = standIn();
  const { mount } = await opened(provider);
  await Promise.all([mount(place, given), mount(place, given)]);
  assert.equal(page.scripts.length, 1);
  const address = new URL(page.scripts[0].src);
  assert.equal(address.origin + address.pathname, SCRIPT);
  assert.equal(address.searchParams.get("render"), "explicit");
  const [, where, options] = provider.said[0];
  assert.equal(where, place);
  assert.equal(options.sitekey, "key-1");
  assert.equal(options.theme, "dark");
  assert.equal(options.language, "de");
  assert.equal(options.action, "order");
  assert.equal(options.cData, "b1");
  assert.equal(options.retry, "never");
  assert.equal(options.size, "flexible");
});

test("a token is handed over, and a failure rejects", async () => {
  const provider = standIn();
  const { mount } = await opened(provider);
  const first = await mount(place, given);
  provider.said[0][2].callback("token-1");
  assert.equal(await first.token, "token-1");
  first.unmount();
  assert.deepEqual(provider.said.at(-1), ["remove", "widget-1"]);
  const second = await mount(place, given);
  provider.said.at(-1)[2]["error-callback"]("110200");
  await assert.rejects(second.token, /110200/);
});

test("a script that does not load is tried again the next time", async () => {
  const { mount } = await opened(null);
  await assert.rejects(mount(place, given), /did not load/);
  await assert.rejects(mount(place, given), /did not load/);
  assert.deepEqual(page.scripts, []);
});

test("a language that Turnstile does not speak is left to the browser", async () => {
  const provider = standIn();
  const { mount } = await opened(provider);
  await mount(place, { ...given, locale: "so" });
  assert.equal(provider.said[0][2].language, "auto");
});

test("a narrow place gets the compact form", async () => {
  const provider = standIn();
  const { mount } = await opened(provider);
  await mount({ clientWidth: 280 }, given);
  assert.equal(provider.said[0][2].size, "compact");
});
