// The module on a page that is none, against a stand-in for Stripe's script: what it asks, and what it makes
// of each answer. node --test adapters/stripe/tests/fields.test.mjs
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

const LOOK = { text: "#111", background: "#fff", line: "#888", accent: "#060", danger: "#a00", font: "serif", radius: "6px" };
let page;

/** Stripe as far as the module speaks to it; `answers` are what confirmations come to. */
function standIn({ answers = [], event = "ready" } = {}) {
  const said = [];
  const element = {
    on: (name, hear) => name === event && queueMicrotask(() => hear({ error: { message: "no such intent" } })),
    mount: (place) => said.push(["mount", place]),
    destroy: () => said.push(["destroy"]),
  };
  const elements = { create: (kind, options) => (said.push(["create", kind, options]), element) };
  const Stripe = (key, options) => {
    said.push(["Stripe", key, options]);
    return { elements: (given) => (said.push(["elements", given]), elements), confirmPayment: async (given) => (said.push(["confirm", given]), answers.shift()) };
  };
  return { Stripe, said, elements };
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
          globalThis.Stripe = arrives.Stripe;
          script.onload();
        });
      },
    },
  };
  return import(`../src/turnout_stripe/fields.js?${Math.random()}`);
}

const given = { token: "pi_1_secret_2", options: { publishable_key: "pk_test_1" }, locale: "de", title: "Concert", returnUrl: "https://shop.example/orders/1", look: LOOK };

beforeEach(() => delete globalThis.Stripe);
afterEach(() => delete globalThis.document);

test("the script comes from its own origin, once, and the element gets secret, language and look", async () => {
  const stripe = standIn();
  const { mount } = await opened(stripe);
  const place = {};
  await Promise.all([mount(place, given), mount(place, given)]);
  assert.deepEqual(page.scripts.map((each) => each.src), ["https://js.stripe.com/endive/stripe.js"]);
  assert.deepEqual(stripe.said[0], ["Stripe", "pk_test_1", { locale: "de" }]);
  const [, told] = stripe.said.find(([what]) => what === "elements");
  assert.equal(told.clientSecret, "pi_1_secret_2");
  assert.equal(told.appearance.variables.colorPrimary, "#060");
  assert.deepEqual(stripe.said.find(([what]) => what === "create").slice(1), ["payment", { wallets: { applePay: "never", googlePay: "never" } }]);
  assert.equal(stripe.said.find(([what]) => what === "mount")[1], place);
});

test("a connected account is named, and a language that Stripe does not speak is left to the browser", async () => {
  const stripe = standIn();
  const { mount } = await opened(stripe);
  await mount({}, { ...given, locale: "so", options: { publishable_key: "pk_test_1", account: "acct_1" } });
  assert.deepEqual(stripe.said[0], ["Stripe", "pk_test_1", { stripeAccount: "acct_1", locale: "auto" }]);
});

test("confirming leaves the page only where a bank wants it", async () => {
  const stripe = standIn({ answers: [{ paymentIntent: { status: "succeeded" } }] });
  const { mount } = await opened(stripe);
  const fields = await mount({}, given);
  assert.deepEqual(await fields.confirm(), { outcome: "done", message: "" });
  const [, asked] = stripe.said.find(([what]) => what === "confirm");
  assert.deepEqual(asked, { elements: stripe.elements, confirmParams: { return_url: "https://shop.example/orders/1" }, redirect: "if_required" });
  fields.unmount();
  assert.deepEqual(stripe.said.at(-1), ["destroy"]);
});

const ENDINGS = [
  [{ paymentIntent: { status: "processing" } }, "done", ""],
  [{ paymentIntent: { status: "requires_capture" } }, "done", ""],
  [{ paymentIntent: { status: "requires_payment_method" } }, "again", ""],
  [{ paymentIntent: { status: "canceled" } }, "over", ""],
  [{ error: { type: "card_error", message: "Your card was declined." } }, "again", "Your card was declined."],
  [{ error: { type: "validation_error", message: "Your card number is incomplete." } }, "again", "Your card number is incomplete."],
  [{ error: { type: "api_error", message: "internal words" } }, "again", ""],
  [{ error: { type: "invalid_request_error", message: "x", payment_intent: { status: "succeeded" } } }, "done", ""],
  [{ error: { type: "invalid_request_error", message: "x", payment_intent: { status: "canceled" } } }, "over", ""],
];

for (const [answer, outcome, message] of ENDINGS) {
  test(`${JSON.stringify(answer)} is ${outcome}`, async () => {
    const { mount } = await opened(standIn({ answers: [answer] }));
    assert.deepEqual(await (await mount({}, given)).confirm(), { outcome, message });
  });
}

test("a script that does not load is tried again the next time", async () => {
  const { mount } = await opened(null);
  await assert.rejects(mount({}, given), /did not load/);
  await assert.rejects(mount({}, given), /did not load/);
  assert.deepEqual(page.scripts, []);
});

test("an element that cannot be drawn is no set of fields", async () => {
  const { mount } = await opened(standIn({ event: "loaderror" }));
  await assert.rejects(mount({}, given), /no such intent/);
});
