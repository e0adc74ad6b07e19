// Notifications in this browser: whether it has them, and how it subscribes to the platform's key.

const WORKER = "/push-worker.js";
const SCOPE = "/push/";

export interface Subscribed {
  readonly address: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** Refused by the person: the browser will not ask again. */
export class PushRefused extends Error {}

export function hasPush(): boolean {
  return window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/**
 * Asked of the Permissions API, which says what a press would lead to; a browser without a window of its own says
 * `denied` of itself in `Notification.permission`, whatever was allowed.
 */
export async function isRefused(): Promise<boolean> {
  const asked = await navigator.permissions?.query({ name: "notifications" }).catch(() => null);
  return (asked?.state ?? Notification.permission) === "denied";
}

/** What this browser is subscribed to already, whoever it was for; null without. */
export async function findSubscription(): Promise<PushSubscription | null> {
  const found = await registration();
  return (await found?.pushManager.getSubscription()) ?? null;
}

/** Asks the person, if need be, and subscribes; to be called from a press alone. */
export async function subscribe(key: string): Promise<Subscribed> {
  if ((await Notification.requestPermission()) !== "granted") throw new PushRefused();
  const registered = (await registration()) ?? (await navigator.serviceWorker.register(WORKER, { scope: SCOPE }));
  await isActive(registered);
  const before = await registered.pushManager.getSubscription();
  if (before !== null && !isFor(before, key)) await before.unsubscribe();
  const made = await registered.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  });
  return subscribedOf(made);
}

/** By it the server's list and this browser find each other. */
export async function digestOf(address: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address));
  return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
}

export function subscribedOf(made: PushSubscription): Subscribed {
  const { endpoint, keys } = made.toJSON();
  return { address: endpoint ?? "", keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } };
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
}

function isFor(made: PushSubscription, key: string): boolean {
  const own = made.options.applicationServerKey;
  const wanted = bytesOf(key);
  return own !== null && new Uint8Array(own).every((each, place) => each === wanted[place]);
}

/** Another worker whose scope is wider answers for this one's too, as long as it is not there. */
async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  const found = await navigator.serviceWorker.getRegistration(SCOPE);
  return found !== undefined && new URL(found.scope).pathname === SCOPE ? found : undefined;
}

function isActive(registered: ServiceWorkerRegistration): Promise<void> {
  const worker = registered.installing ?? registered.waiting;
  if (worker === null) return Promise.resolve();
  return new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the worker did not start"));
    });
  });
}
