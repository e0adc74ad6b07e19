import "fake-indexeddb/auto";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { textsOf } from "../../lib/texts";
import { TextsContext } from "../../ui/translate";
import { fill } from "../../ui/testing";
import { App } from "./App";
import { Door } from "./door";
import { DoorStore } from "./store";
import { fakeServer, INVITATION, madeSetup, refusal, type FakeServer } from "./testing";
import english from "./texts/en.json";
import type { Sold } from "./types";

const FREE = { ticket_type_id: "k2", name: "Local", price_minor: 0, places: 1, maximum: 5, remaining: 3 };
const OFFERS = [
  { ...FREE, ticket_type_id: "k1", name: "Day ticket", price_minor: 2550, remaining: 9 },
  { ...FREE, currency: "EUR" },
].map((each) => ({ currency: "EUR", currency_digits: 2, ...each }));
const SOLD: Sold = {
  order_id: "o1",
  number: "REG-1",
  event_id: "e1",
  state: "confirmed",
  total_minor: 2550,
  currency: "EUR",
  ticket_count: 1,
  pay_until: null,
  tickets: [{ ticket_id: "t9", ticket_type_id: "k1", name: "Ada Lovelace", admission: "admitted", print_job_id: null }],
  badge_print_run_id: null,
};
const SELL = "POST /box-office/sales";
let server: FakeServer;
let store: DoorStore;
let door: Door;
let sent: unknown[];
let keys: (string | null)[];
let number = 0;

beforeEach(async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  localStorage.clear();
  sessionStorage.clear();
  sent = [];
  keys = [];
  server = fakeServer();
  server.answers["GET "] = () => Response.json(madeSetup({ may_sell: true }));
  server.answers["GET /box-office/ticket-types"] = () => Response.json({ items: OFFERS });
  sells(() => Response.json(SOLD, { status: 201 }));
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (to: Request, options?: RequestInit) => {
    if (to instanceof Request && to.url.endsWith("/sales")) keys.push(to.headers.get("Idempotency-Key"));
    return fetch(to, options);
  });
  store = await DoorStore.open(`sale-${++number}`);
  door = new Door(store);
  await door.start("");
  await door.join(INVITATION, "Till 1");
});

afterEach(async () => {
  await door.stop();
  store.close();
  vi.unstubAllGlobals();
});

function sells(answer: () => Response): void {
  server.answers[SELL] = (body) => {
    sent.push(body);
    return answer();
  };
}

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  render(
    <TextsContext value={textsOf("en", { door: english })}>
      <App door={door} invited={null} />
    </TextsContext>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Sell" }));
  await screen.findByRole("option", { name: "Day ticket · €25.50 · 9 left" });
  return user;
}

const button = (name: string): HTMLElement => screen.getByRole("button", { name });

async function fillForm(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await user.selectOptions(screen.getByLabelText("Ticket"), "k1");
  await fill(user, screen.getByLabelText("Name"), "Ada Lovelace");
}

it("sells for cash, lets in by the list of the device, and is ready for the next", async () => {
  const user = await open();
  await fillForm(user);
  await user.click(button("€25.50 taken in cash"));
  const heading = await screen.findByRole("heading", { name: "Sold" });
  const done = within(heading.closest<HTMLElement>("[role=alert]")!);
  expect(document.activeElement).toBe(button("Next sale"));
  expect(done.getByText("Come in")).toBeTruthy();
  expect(sent).toEqual([
    {
      lines: [{ ticket_type_id: "k1", quantity: 1 }],
      buyer: { name: "Ada Lovelace", email: null, locale: "en" },
      attendees: [{ ticket_type_id: "k1", name: "Ada Lovelace", email: null }],
      payment: { method: "cash", reference: "", note: "" },
      total_minor: 2550,
      admits: true,
      list_id: "l1",
      prints_badges: false,
    },
  ]);
  await user.click(button("Next sale"));
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("");
});

it("sells in the currency that is chosen, at its prices", async () => {
  const both = OFFERS.map((each) => ({ ...each, currencies: ["EUR", "JPY"] }));
  const yen = both.map((each) => ({ ...each, price_minor: 400, currency: "JPY", currency_digits: 0 }));
  server.answers["GET /box-office/ticket-types"] = () => Response.json({ items: both });
  const user = await open();
  server.answers["GET /box-office/ticket-types"] = () => Response.json({ items: yen.slice(0, 1) });
  await user.selectOptions(screen.getByLabelText("Currency"), "JPY");
  await screen.findByRole("option", { name: "Day ticket · ¥400 · 9 left" });
  expect(screen.queryByRole("option", { name: /Local/ })).toBeNull();
  await fillForm(user);
  await user.click(button("¥400 taken in cash"));
  await screen.findByRole("heading", { name: "Sold" });
  expect(sent).toMatchObject([{ currency: "JPY", total_minor: 400 }]);
});

it("says how far the badge is that the device's print station prints", async () => {
  sells(() => Response.json({ ...SOLD, tickets: [{ ...SOLD.tickets[0]!, print_job_id: "j1" }] }, { status: 201 }));
  server.answers["GET /print-jobs/j1"] = () => Response.json({ id: "j1", state: "printed", ahead: 0 });
  server.answers["GET /print-station"] = () =>
    Response.json({ id: "s1", name: "North hall", state: "ready", waiting: 0 });
  const user = await open();
  await fillForm(user);
  await user.click(screen.getByRole("switch", { name: "Print a badge" }));
  await user.click(button("€25.50 taken in cash"));
  expect(await screen.findByText("The badge is printed: North hall.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Print badge" })).toBeNull();
  expect(sent).toMatchObject([{ prints_badges: true }]);
});

it("registers for nothing, and asks for no payment", async () => {
  const user = await open();
  await user.selectOptions(screen.getByLabelText("Ticket"), "k2");
  await fill(user, screen.getByLabelText("Name"), "Ben");
  expect(screen.queryByRole("group", { name: "Paid by" })).toBeNull();
  await user.click(screen.getByRole("switch", { name: "Let in at once" }));
  await user.click(button("Register"));
  await screen.findByRole("heading", { name: "Sold" });
  expect(sent).toMatchObject([{ payment: null, total_minor: 0, admits: false, list_id: null }]);
});

it("says what is missing at its field, before anything is sent", async () => {
  const user = await open();
  await user.click(button("Register"));
  expect(screen.getByText("Enter a name")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Ticket"));
  await fillForm(user);
  await user.clear(screen.getByLabelText("How many"));
  await user.type(screen.getByLabelText("How many"), "9");
  await user.click(button("€229.50 taken in cash"));
  expect(screen.getByText("Enter how many, as far as there are places")).toBeTruthy();
  expect(sent).toEqual([]);
});

it.each([
  ["inventory.sold-out", 409, [], "Sold out. Choose another ticket"],
  ["box-office.total-changed", 409, [], "The price has changed. Tell the buyer, then press again"],
  ["invalid", 422, [{ pointer: "/buyer/email", detail: "x" }], "Enter a valid email address, or none"],
  ["checkin_devices.selling-not-allowed", 403, [], "That did not work, and nothing was sold. Try again."],
])("says why nothing was sold: %s", async (code, status, errors, words) => {
  sells(() => refusal(status, code, { errors }));
  const user = await open();
  await fillForm(user);
  await user.click(button("Card terminal"));
  await user.click(button("€25.50 paid at the terminal"));
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Ada Lovelace");
});

it("asks with the same key again where no answer came, and keeps nothing of the buyer", async () => {
  sells(() => refusal(409, "idempotency.in-progress"));
  const user = await open();
  await fillForm(user);
  await user.click(button("€25.50 taken in cash"));
  expect(await screen.findByText(/it is not sold twice/)).toBeTruthy();
  expect(JSON.stringify({ ...sessionStorage })).not.toContain("Ada");
  sells(() => Response.json(SOLD, { status: 201 }));
  await user.click(button("€25.50 taken in cash"));
  await screen.findByRole("heading", { name: "Sold" });
  expect(new Set(keys).size).toBe(1);
  await user.click(button("Next sale"));
  await fillForm(user);
  await user.click(button("€25.50 taken in cash"));
  await screen.findByRole("heading", { name: "Sold" });
  expect(new Set(keys).size).toBe(2);
});

it("says that it needs a connection, and sends nothing without one", async () => {
  const user = await open();
  await fillForm(user);
  window.dispatchEvent(new Event("offline"));
  expect(await screen.findByText(/Selling needs a connection/)).toBeTruthy();
  await user.click(button("€25.50 taken in cash"));
  expect(sent).toEqual([]);
  expect(screen.queryByRole("heading", { name: "Sold" })).toBeNull();
});

it("tells of whom a rule kept out, and prints the badge", async () => {
  const [ticket] = SOLD.tickets;
  const refused = { ...SOLD, tickets: [{ ...ticket, admission: "not_yet" }], badge_print_run_id: "r1" };
  sells(() => Response.json(refused, { status: 201 }));
  const user = await open();
  await fillForm(user);
  await user.click(button("€25.50 taken in cash"));
  expect(await screen.findByText("Not let in: This list is not open yet")).toBeTruthy();
  await user.click(button("Print badge"));
  expect(await screen.findByText("The badge did not come. Try again.")).toBeTruthy();
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => undefined }));
  server.answers["GET /box-office/badges/r1"] = () => new Response("%PDF-", { status: 200 });
  await user.click(button("Print badge"));
  await vi.waitFor(() => expect(document.querySelector("iframe")?.src).toBe("blob:x"));
});

it("is offered by devices that may sell alone", async () => {
  server.answers["GET "] = () => Response.json(madeSetup());
  const other = new Door(await DoorStore.open(`sale-${++number}`));
  await other.join(INVITATION, "Phone");
  render(
    <TextsContext value={textsOf("en", { door: english })}>
      <App door={other} invited={null} />
    </TextsContext>,
  );
  expect(await screen.findByRole("button", { name: "Search" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Sell" })).toBeNull();
  await other.stop();
});
