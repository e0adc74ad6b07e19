// The module on a page that is none, against a stand-in for Razorpay's script.
// node --test adapters/razorpay/tests/fields.test.mjs
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const given = { token: "order_1", options: { key_id: "rzp_test_1", amount: "4200", currency: "INR" }, locale: "hi", title: "Concert", returnUrl: "https://shop.example/orders/1", look: { accent: "#060" } };
let windows;
let scripts;

class Window {
  constructor(options) {
    this.options = options;
    this.heard = new Map();
    this.calls = [];
    windows.push(this);
  }
  on(name, hear) {
    this.heard.set(name, hear);
  }
  open() {
    this.calls.push("open");
  }
  close() {
    this.calls.push("close");
  }
}

async function mounted() {
  const module = await import(`../src/turnout_razorpay/fields.js?${Math.random()}`);
  const place = { children: [], append: (child) => place.children.push(child) };
  return { fields: await module.mount(place, given), place };
}

beforeEach(() => {
  windows = [];
  scripts = [];
  delete globalThis.Razorpay;
  globalThis.document = {
    createElement: () => ({ remove: () => undefined }),
    head: { append: (script) => (scripts.push(script.src), queueMicrotask(() => ((globalThis.Razorpay = Window), script.onload()))) },
  };
});

test("the window opens with the order, the key and the amount, by the pay button only", async () => {
  const { fields } = await mounted();
  assert.deepEqual(scripts, ["https://checkout.razorpay.com/v1/checkout.js"]);
  assert.equal(windows.length, 0);
  const ended = fields.confirm();
  const { options, calls } = windows[0];
  assert.deepEqual([options.key, options.order_id, options.amount, options.currency, options.name], ["rzp_test_1", "order_1", "4200", "INR", "Concert"]);
  assert.deepEqual(calls, ["open"]);
  options.handler({ razorpay_payment_id: "pay_1" });
  assert.deepEqual(await ended, { outcome: "done", message: "" });
});

test("a window that is closed leaves another try, with the words of what was refused in it", async () => {
  const { fields } = await mounted();
  const first = fields.confirm();
  windows[0].options.modal.ondismiss();
  assert.deepEqual(await first, { outcome: "again", message: "" });
  const second = fields.confirm();
  windows[1].heard.get("payment.failed")({ error: { description: "Payment was declined by the bank." } });
  windows[1].options.modal.ondismiss();
  assert.deepEqual(await second, { outcome: "again", message: "Payment was declined by the bank." });
  fields.unmount();
  assert.deepEqual(windows[1].calls, ["open", "close"]);
});
