// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { startShowingPassword } from "./show-password";

let field: HTMLInputElement;
let button: HTMLButtonElement;

beforeEach(() => {
  document.body.innerHTML = `<form><input id="password" type="password" value="four quiet words">
    <button type="button" aria-controls="password" aria-pressed="false" hidden>Show password</button></form>`;
  field = document.querySelector("input")!;
  button = document.querySelector("button")!;
});

it("shows and hides what is typed, and says which", () => {
  startShowingPassword(button);
  expect(button.hidden).toBe(false);
  button.click();
  expect([field.type, button.getAttribute("aria-pressed")]).toEqual(["text", "true"]);
  button.click();
  expect([field.type, button.getAttribute("aria-pressed")]).toEqual(["password", "false"]);
  expect(field.value).toBe("four quiet words");
});

it("hides it before the form is sent, so that no browser remembers it as a text", () => {
  startShowingPassword(button);
  button.click();
  field.form!.dispatchEvent(new SubmitEvent("submit"));
  expect(field.type).toBe("password");
});

it("stays away where its field is missing", () => {
  field.remove();
  startShowingPassword(button);
  expect(button.hidden).toBe(true);
});
