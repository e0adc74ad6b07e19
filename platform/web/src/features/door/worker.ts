/// <reference lib="webworker" />
// The service worker of the scanner: keeps its page and the files that the page names, for a dead network.
//
// The page comes from the network where one answers soon, so that it is never an old one; files come from the store,
// since a built file never changes under its name. Nothing of the API is kept here: that is the app's, sealed.
import { filesOfPage, isBuiltFile, isDoorPage, PAGE, STORE } from "./worker-rules";

declare const self: ServiceWorkerGlobalScope;
const NETWORK_MILLISECONDS = 2500;

self.addEventListener("install", (event) => {
  event.waitUntil(fetchPage().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});
self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && isDoorPage(pathname)) event.respondWith(page(event));
  else if (isBuiltFile(pathname)) event.respondWith(file(event.request));
});

async function page(event: FetchEvent): Promise<Response> {
  const asked = fetchPage();
  event.waitUntil(asked.catch(() => undefined));
  try {
    return await Promise.race([asked, tooLong()]);
  } catch {
    return (await (await caches.open(STORE)).match(PAGE)) ?? (await asked);
  }
}

/** The page from the server; a good one is kept with all its files, and what no page names any more goes. */
async function fetchPage(): Promise<Response> {
  const answer = await fetch(PAGE, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) {
    if (answer.status >= 500) throw new Error(`the server answers ${answer.status}`);
    return answer;
  }
  const html = await answer.clone().text();
  const store = await caches.open(STORE);
  const files = filesOfPage(html);
  const kept = new Set((await store.keys()).map((each) => new URL(each.url).pathname));
  await Promise.all(files.filter((each) => !kept.has(each)).map((each) => store.add(each)));
  await store.put(PAGE, answer.clone());
  const over = [...kept].filter((each) => isBuiltFile(each) && !files.includes(each));
  await Promise.all(over.map((each) => store.delete(each)));
  return answer;
}

async function file(request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const known = await store.match(new URL(request.url).pathname);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (answer.ok) await store.put(new URL(request.url).pathname, answer.clone());
  return answer;
}

function tooLong(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error("the network takes too long")), NETWORK_MILLISECONDS);
  });
}
