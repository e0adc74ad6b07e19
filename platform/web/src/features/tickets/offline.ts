// Offline tickets: has the service worker store the codes that were opened and delete those that ended.
import { isTicketCodePage, STORE } from "./offline-rules";

const WORKER = "/ticket-worker.js";

export function startOfflineTickets(root: ParentNode): void {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  void navigator.serviceWorker
    .register(WORKER, { scope: "/" })
    .then(() => storeOpenPage(root))
    .catch(() => undefined);
  void deleteMissing(root);
}

/** The page that is open was loaded before the worker was there, perhaps: it is fetched once more, for the store. */
async function storeOpenPage(root: ParentNode): Promise<void> {
  const page = root.querySelector<HTMLElement>("[data-ticket]");
  if (page?.dataset["keepUntil"] === undefined || !isTicketCodePage(location.pathname)) return;
  const { active } = await navigator.serviceWorker.ready;
  const note = page.querySelector<HTMLElement>("[data-kept]");
  const answers = new MessageChannel();
  answers.port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (note !== null) note.hidden = data !== true;
  };
  active?.postMessage({ keep: location.pathname }, [answers.port2]);
  note?.querySelector("[data-forget]")?.addEventListener("click", () => {
    active?.postMessage({ forget: location.pathname });
    note.hidden = true;
  });
}

/** An order's own page names every code that is still good: copies of the others go. */
async function deleteMissing(root: ParentNode): Promise<void> {
  const home = location.pathname;
  if (!/^\/orders\/[^/]+\/[^/]+\/[^/]+$/.test(home) || !("caches" in window)) return;
  const named = new Set(
    [...root.querySelectorAll<HTMLAnchorElement>("a[data-code]")].map((link) => new URL(link.href).pathname),
  );
  const store = await caches.open(STORE);
  for (const request of await store.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(`${home}/`) && isTicketCodePage(pathname) && !named.has(pathname))
      await store.delete(request);
  }
}
