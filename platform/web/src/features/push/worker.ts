/// <reference lib="webworker" />
// The service worker of notifications: shows what the server sealed for this browser, and opens where it leads.
//
// Its scope holds no page: it never comes between a page and the network, and the workers of tickets and of the
// scanner stay what they are.
import { notificationOf, targetOf } from "./worker-rules";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});
self.addEventListener("push", (event) => {
  const { title, options } = notificationOf(event.data?.text() ?? "", self.location.origin);
  event.waitUntil(self.registration.showNotification(title, options));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = (event.notification.data ?? {}) as { url?: unknown };
  event.waitUntil(open(targetOf(url, self.location.origin)));
});

/** In the window that has the page already, else in a new one. */
async function open(url: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((each) => each.url === url);
  await (there === undefined ? self.clients.openWindow(url) : there.focus());
}
