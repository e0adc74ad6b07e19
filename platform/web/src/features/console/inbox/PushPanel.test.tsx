import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import "./Inbox";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["organizations.read"] });
const DEVICES = "/me/push-subscriptions";
const ADDRESS = "https://push.example/1";
const KEY = "BA".padEnd(87, "A");
const OWN = {
  endpoint: ADDRESS,
  options: { applicationServerKey: null },
  toJSON: () => ({ endpoint: ADDRESS, keys: { p256dh: "p", auth: "a" } }),
  unsubscribe: () => Promise.resolve(true),
};

let subscribed: typeof OWN | null;
let permission: NotificationPermission;

/** A browser that has push, as far as this page asks it. */
function browser(): void {
  const pushManager = {
    getSubscription: () => Promise.resolve(subscribed),
    subscribe: () => Promise.resolve((subscribed = OWN)),
  };
  const registration = { scope: `${location.origin}/push/`, pushManager, installing: null, waiting: null };
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { permission, requestPermission: () => Promise.resolve(permission) });
  Object.defineProperty(navigator, "serviceWorker", {
    configurable: true,
    value: { getRegistration: () => Promise.resolve(registration) },
  });
}

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: "/meridian/inbox",
    texts: { inbox: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET /organizations/${HERE.id}/inbox`]: { items: [], next_cursor: null },
      [`GET /organizations/${HERE.id}/inbox/unread`]: { unread: 0 },
      [`GET ${DEVICES}`]: { public_key: KEY, items: [] },
      ...answers,
    },
  });
}

beforeEach(() => {
  subscribed = null;
  permission = "granted";
  vi.stubGlobal("scrollTo", () => undefined);
  browser();
});
afterEach(() => {
  Reflect.deleteProperty(navigator, "serviceWorker");
  vi.unstubAllGlobals();
});

it("asks by a press alone, says what for, and subscribes for the team's messages", async () => {
  const page = visit({ [`POST ${DEVICES}`]: {} });
  expect(await screen.findByText(texts["push.why"])).toBeTruthy();
  expect(subscribed).toBeNull();
  await page.user.click(screen.getByRole("button", { name: texts["push.on"] }));
  await waitFor(() => expect(page.asked.some(({ method }) => method === "POST")).toBe(true));
  expect(page.asked.find(({ method }) => method === "POST")?.body).toEqual({
    address: ADDRESS,
    keys: { p256dh: "p", auth: "a" },
    audience: "team",
  });
});

it("says that a browser lets it send none", async () => {
  permission = "denied";
  browser();
  visit();
  expect(await screen.findByText(texts["push.refused"])).toBeTruthy();
});

it("goes by the Permissions API, where a browser without a window says that it is refused", async () => {
  permission = "denied";
  browser();
  Object.defineProperty(navigator, "permissions", {
    configurable: true,
    value: { query: () => Promise.resolve({ state: "prompt" }) },
  });
  visit();
  expect(await screen.findByRole("button", { name: texts["push.on"] })).toBeTruthy();
  Reflect.deleteProperty(navigator, "permissions");
});

it("stays away without push, in the browser or the installation", async () => {
  visit({ [`GET ${DEVICES}`]: { public_key: "", items: [] } });
  await screen.findByText(texts.none);
  expect(screen.queryByText(texts["push.title"])).toBeNull();
});

it("says when it did not work", async () => {
  const page = visit({ [`POST ${DEVICES}`]: () => new Response("{}", { status: 500 }) });
  await page.user.click(await screen.findByRole("button", { name: texts["push.on"] }));
  expect(await screen.findByText(texts["push.failed"])).toBeTruthy();
});
