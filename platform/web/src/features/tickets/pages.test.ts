// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startCodeDialogs } from "./code-dialog";
import { startCountdown } from "./deadline";
import { startFollowUpQuestions } from "./follow-up-questions";
import { startSharing } from "./share";

const PAGE = [
  '<main><div class="full-code" data-ticket data-close="Schließen"><p class="no-print">offline</p>',
  '<h1>Fest</h1><div class="full-code__qr"></div></div></main>',
].join("");

beforeEach(() => {
  document.body.innerHTML =
    '<a data-code href="/orders/o/1/s/tickets/2">Show the code</a>' +
    '<button data-share="https://t.example/fest" data-title="Fest" hidden></button>';
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function link(): HTMLAnchorElement {
  return document.querySelector("a") as HTMLAnchorElement;
}

describe("a ticket's code", () => {
  it("opens in a dialog with the page's own words, and gives the focus back", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(() => Promise.resolve(new Response(PAGE))),
    );
    startCodeDialogs(document);
    link().dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    await vi.waitFor(() => {
      expect(document.querySelector("dialog[open]")).not.toBeNull();
    });
    const dialog = document.querySelector("dialog") as HTMLDialogElement;
    expect(dialog.querySelector("h1")?.id).toBe(dialog.getAttribute("aria-labelledby"));
    expect(dialog.querySelector(".no-print")).toBeNull();
    const close = dialog.querySelector("button") as HTMLButtonElement;
    expect(close.textContent).toBe("Schließen");
    close.click();
    expect(document.querySelector("dialog")).toBeNull();
    expect(document.activeElement).toBe(link());
  });

  it("is left to the browser when somebody wants it in a tab of its own", () => {
    vi.stubGlobal("fetch", vi.fn());
    startCodeDialogs(document);
    const event = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true });
    link().addEventListener("click", (each) => {
      expect(each.defaultPrevented).toBe(false);
      each.preventDefault(); // jsdom cannot go anywhere
    });
    link().dispatchEvent(event);
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe("telling others", () => {
  it("uses the system's sheet where there is one, and tells of the event alone", () => {
    const share = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { share });
    const button = document.querySelector("button") as HTMLButtonElement;
    startSharing(button);
    expect(button.hidden).toBe(false);
    button.click();
    expect(share).toHaveBeenCalledWith({ title: "Fest", url: "https://t.example/fest" });
  });

  it("stays hidden elsewhere", () => {
    vi.stubGlobal("navigator", {});
    const button = document.querySelector("button") as HTMLButtonElement;
    startSharing(button);
    expect(button.hidden).toBe(true);
  });
});

describe("a question with a condition", () => {
  it("is shown while the answer before it meets the condition, and answers nothing while it is hidden", () => {
    document.body.innerHTML = `<form>
      <div data-question="diet" data-shape="text">
        <input type="radio" name="q-diet" value="fish" checked><input type="radio" name="q-diet" value="other"></div>
      <div data-question="what" data-shape="text" data-off
        data-if='{"question":"diet","is":"equals","value":"other"}'><input name="q-what" value="nuts"></div>
      <div data-question="more" data-shape="text" data-off
        data-if='{"question":"what","is":"answered"}'><input name="q-more"></div></form>`;
    startFollowUpQuestions(document);
    const [fish, other] = document.querySelectorAll<HTMLInputElement>("[name=q-diet]");
    const off = () => [...document.querySelectorAll<HTMLElement>("[data-off]")].map((each) => each.dataset["question"]);
    expect(off()).toEqual(["what", "more"]);
    other?.click();
    expect(off()).toEqual([]);
    fish?.click();
    expect(off()).toEqual(["what", "more"]);
  });
});

describe("a deadline", () => {
  it("is counted down from the seconds that the server stated, and its end is told once", () => {
    vi.useFakeTimers();
    document.body.innerHTML = '<span data-countdown="62">1:02</span>';
    const clock = document.querySelector("span") as HTMLElement;
    const ended = vi.fn();
    startCountdown(clock, ended);
    vi.advanceTimersByTime(3000);
    expect(clock.textContent).toBe("0:59");
    vi.advanceTimersByTime(120_000);
    expect(clock.textContent).toBe("0:00");
    expect(ended).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });
});
