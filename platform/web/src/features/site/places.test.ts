// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { showPlaces } from "./places";

afterEach(() => vi.unstubAllGlobals());

it("says which sessions are full or closed, and leaves the others as they are", async () => {
  document.body.innerHTML = `<div
    data-places="/o/e/places.json" data-full="Full" data-waitlist="Wait" data-few="Few" data-closed="Closed"
  >
    <a class="tag--sign-up" href="/o/e/sessions/a/sign-up">Sign up</a>
    <a class="tag--sign-up" href="/o/e/sessions/b/sign-up">Sign up</a>
    <a class="tag--sign-up" href="/o/e/sessions/c/sign-up">Sign up</a>
    <a class="tag--sign-up" href="/o/e/sessions/d/sign-up">Sign up</a></div>`;
  const answer = { sessions: { a: "full", b: "closed", d: "waitlist" } };
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(answer), { status: 200 })));
  const root = document.querySelector<HTMLElement>("[data-places]");
  if (root === null) throw new Error("no programme");
  await showPlaces(root);
  expect([...root.querySelectorAll("a")].map((each) => each.textContent)).toEqual([
    "Full",
    "Closed",
    "Sign up",
    "Wait",
  ]);
});
