// @vitest-environment jsdom
import { expect, it } from "vitest";
import { sendFormsOnce } from "./send-once";

/** Press the button of a form: whether that sends it. */
function press(form: HTMLFormElement): boolean {
  return form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
}

let time = 0;

function opened(method: string): HTMLFormElement {
  const page = document.implementation.createHTMLDocument();
  page.body.innerHTML = `<form method="${method}"><input name="method"><button>Save</button></form>`;
  time = 0;
  sendFormsOnce(page, () => time);
  return page.querySelector("form")!;
}

it("sends a form once, however often one presses", () => {
  const form = opened("post");
  expect([press(form), press(form), press(form)]).toEqual([true, false, false]);
});

it("sends it again where the page has stayed", () => {
  const form = opened("POST");
  press(form);
  time = 10_000;
  expect([press(form), press(form)]).toEqual([true, false]);
});

it("lets a search be sent as often as one likes", () => {
  const form = opened("get");
  expect([press(form), press(form)]).toEqual([true, true]);
});

it("forgets what a script kept back", () => {
  const form = opened("post");
  form.addEventListener("submit", (event) => event.preventDefault(), { once: true });
  expect([press(form), press(form), press(form)]).toEqual([false, true, false]);
});

it("sends again after one came back by the browser", () => {
  document.body.innerHTML = `<form method="post"><button>Save</button></form>`;
  sendFormsOnce(document);
  const form = document.querySelector("form")!;
  press(form);
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  expect([press(form), press(form)]).toEqual([true, false]);
});
