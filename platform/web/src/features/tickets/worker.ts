/// <reference lib="webworker" />
// The service worker: keeps the page of a ticket's code for the door, and nothing else.
//
// A page is kept only when the server says until when; it is asked for anew whenever there is a network, and
// forgotten as soon as the server says anything but “here it is” (passed on, cancelled), when its time is
// over, when somebody signs in or out, and when another person's page comes by.
import {
  assetPathsIn,
  endsLogin,
  isAsset,
  isTicketCodePage,
  KEEP_UNTIL,
  storableUntil,
  KEPT_COPY,
  OWNER,
  PERSON,
  STORE,
} from "./offline-rules";

declare const self: ServiceWorkerGlobalScope;
const NETWORK_TIMEOUT_MILLISECONDS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});
self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), deleteExpired()]));
});
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const asked = event.data as { forget?: string | true; keep?: string };
  if (asked.forget === true) event.waitUntil(deleteAll());
  else if (asked.forget !== undefined) event.waitUntil(deletePage(asked.forget));
  else if (asked.keep !== undefined) event.waitUntil(storePage(asked.keep, event.ports[0]));
});
self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== self.location.origin) return;
  if (endsLogin(method, pathname)) event.waitUntil(deleteAll());
  else if (method !== "GET") return;
  else if (isTicketCodePage(pathname)) event.respondWith(ticketCodePage(event.request));
  else if (isAsset(pathname)) event.respondWith(asset(event.request));
  else if (mode === "navigate") event.respondWith(passThrough(event.request));
});

/** Keep a page that is open, and say whether it is there now. */
async function storePage(path: string, answers: MessagePort | undefined): Promise<void> {
  await fetchCode(new Request(path, { credentials: "same-origin" }));
  answers?.postMessage((await (await caches.open(STORE)).match(path)) !== undefined);
}

async function ticketCodePage(request: Request): Promise<Response> {
  try {
    return await Promise.race([fetchCode(request), timeout()]);
  } catch {
    return (await storedPage(request)) ?? (await fetch(request));
  }
}

/** The page from the server, kept or forgotten by what the server says. */
async function fetchCode(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (answer.redirected || answer.type === "opaqueredirect" || answer.status >= 500) return answer;
  await noteOwner(answer);
  const store = await caches.open(STORE);
  const path = new URL(request.url).pathname;
  if (storableUntil(answer.status, answer.headers.get(KEEP_UNTIL), Date.now()) === 0) {
    await store.delete(path);
    return answer;
  }
  const copy = answer.clone();
  const html = await copy.clone().text();
  await store.put(path, copy);
  await Promise.allSettled(
    assetPathsIn(html).map(async (each) => ((await store.match(each)) === undefined ? store.add(each) : undefined)),
  );
  return answer;
}

async function storedPage(request: Request): Promise<Response | undefined> {
  const store = await caches.open(STORE);
  const path = new URL(request.url).pathname;
  const found = await store.match(path);
  if (found === undefined) return undefined;
  if (storableUntil(200, found.headers.get(KEEP_UNTIL), Date.now()) === 0) {
    await store.delete(path);
    return undefined;
  }
  const headers = new Headers(found.headers);
  headers.set(KEPT_COPY, "1");
  const html = (await found.text()).replace("data-offline hidden", "data-offline");
  return new Response(html, { status: 200, headers });
}

/** Built files never change under their names: what a kept page needs comes from the store first. */
async function asset(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  return (await store.match(new URL(request.url).pathname)) ?? (await fetch(request));
}

/** Any other page: it goes through untouched, and says who looks. */
async function passThrough(request: Request): Promise<Response> {
  const answer = await fetch(request);
  await noteOwner(answer);
  return answer;
}

/** Forget everything when another person looks than the one whose pages are kept. */
async function noteOwner(answer: Response): Promise<void> {
  const person = answer.headers.get(PERSON);
  if (person === null) return;
  const store = await caches.open(STORE);
  const before = await (await store.match(OWNER))?.text();
  if (before === person) return;
  if (before !== undefined) await deleteAll();
  await (await caches.open(STORE)).put(OWNER, new Response(person));
}

async function deleteAll(): Promise<void> {
  await caches.delete(STORE);
}

async function deletePage(path: string): Promise<void> {
  await (await caches.open(STORE)).delete(path);
}

async function deleteExpired(): Promise<void> {
  const store = await caches.open(STORE);
  for (const request of await store.keys()) {
    const { pathname } = new URL(request.url);
    const until = (await store.match(request))?.headers.get(KEEP_UNTIL) ?? null;
    if (isTicketCodePage(pathname) && storableUntil(200, until, Date.now()) === 0) await store.delete(request);
  }
}

function timeout(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error("the network takes too long"));
    }, NETWORK_TIMEOUT_MILLISECONDS);
  });
}
