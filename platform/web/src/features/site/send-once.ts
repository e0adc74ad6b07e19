// Sends a form once, however often its button is pressed: a second time would be refused for what the first has done,
// and the refusal is what the browser shows.

const AGAIN_MILLISECONDS = 10_000;

/** Until the next page is there; a form whose answer is no page can be sent again after ten seconds. */
export function sendFormsOnce(page: Document, now = (): number => performance.now()): void {
  let sent = new WeakMap<HTMLFormElement, number>();
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    if (form.getAttribute("method")?.toLowerCase() !== "post") return;
    const before = sent.get(form);
    if (before !== undefined && now() - before < AGAIN_MILLISECONDS) event.preventDefault();
    else sent.set(form, now());
  });
  // Who comes back by the browser finds the page as it was left, with nothing sent.
  page.defaultView?.addEventListener("pageshow", () => (sent = new WeakMap()));
}
