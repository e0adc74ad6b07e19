import "fake-indexeddb/auto";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { textsOf } from "../../lib/texts";
import { TextsContext } from "../../ui/translate";
import { fill } from "../../ui/testing";
import { App } from "./App";
import { Door } from "./door";
import "./Kiosk";
import { findHere, isNamed, isPin, nameForms, type KioskSetup } from "./kiosk";
import { DoorStore } from "./store";
import { fakeServer, INVITATION, madeSetup, madeTicket, refusal, SIGNED, type FakeServer } from "./testing";
import english from "./texts/en.json";

const ADA = madeTicket({ id: "0190a7c0-0000-7000-8000-00000000000a", name: "Ada King Lovelace", number: "REG-1" });
const ADMITTED = { verdict: "admitted", reason: "admitted", attendee_name: ADA.name, ticket_type: null };
let server: FakeServer;
let store: DoorStore;
let door: Door;
let number = 0;

async function madePin(text: string): Promise<KioskSetup["pin"]> {
  const salt = new Uint8Array(16);
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(text), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: 10 }, key, 256);
  const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
  return { iterations: 10, salt: base64(salt), hash: base64(new Uint8Array(bits)) };
}

beforeEach(async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => undefined }));
  localStorage.clear();
  server = fakeServer([SIGNED, ADA]);
  const kiosk: KioskSetup = {
    pin: await madePin("2468"),
    prints_badges: true,
    organization_name: "Harbour Jazz",
    logo: "data:image/png;base64,iVBORw0KGgo=",
    accent: "#1f3a5f",
    accent_ink: "#ffffff",
    language: "en",
  };
  server.answers["GET "] = () => Response.json({ ...madeSetup({ is_kiosk: true }), kiosk });
  server.answers["POST /scans"] = () => Response.json(ADMITTED);
  server.answers["POST /kiosk/search"] = () =>
    Response.json({ ticket_id: ADA.id, name: ADA.name, ticket_type_id: "k1" });
  server.answers["POST /kiosk/badges"] = () => Response.json({ badge_print_run_id: "r1" }, { status: 201 });
  server.answers["GET /kiosk/badges/r1"] = () =>
    new Response("%PDF", { headers: { "Content-Type": "application/pdf" } });
  store = await DoorStore.open(`kiosk-${++number}`);
  door = new Door(store);
  await door.start("");
  await door.join(INVITATION, "Kiosk 1");
  render(
    <TextsContext value={textsOf("en", { door: english })}>
      <App door={door} invited={null} />
    </TextsContext>,
  );
  await screen.findByText("Check in here", {}, { timeout: 5000 });
});

it("wears the organization's logo and colour, which need no connection", () => {
  const logo = screen.getByRole("img", { name: "Harbour Jazz" });
  expect(logo.getAttribute("src")).toMatch(/^data:image\/png;/);
  const kiosk = logo.closest<HTMLElement>(".kiosk");
  expect(kiosk?.style.getPropertyValue("--kiosk-accent")).toBe("#1f3a5f");
  expect(kiosk?.style.getPropertyValue("--kiosk-ink")).toBe("#ffffff");
});

afterEach(async () => {
  await door.stop();
  store.close();
  document.documentElement.lang = "en";
  document.documentElement.dir = "ltr";
  vi.unstubAllGlobals();
});

async function findMyself(): Promise<ReturnType<typeof userEvent.setup>> {
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "I have no code with me" }));
  await fill(user, screen.getByLabelText("Your name"), "Lovelace");
  await fill(user, screen.getByLabelText("Order number or email address"), "REG-1");
  await user.click(screen.getByRole("button", { name: "Check in" }));
  return user;
}

describe("a kiosk", () => {
  it("offers nothing of the team's: no search, no counts, no override", () => {
    expect(screen.queryByRole("button", { name: "Search" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Settings" })).toBeNull();
    expect(screen.queryByText(/are in$/)).toBeNull();
  });

  it("finds somebody by name and number, lets them in and prints the name that they choose", async () => {
    const user = await findMyself();
    expect(await screen.findByRole("heading", { name: `Welcome, ${ADA.name}` })).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "Ada Lovelace" }));
    await user.click(screen.getByRole("button", { name: "Print my badge" }));
    expect(await screen.findByText("Please take your badge.")).toBeTruthy();
    expect(server.asked.filter((each) => each === "POST /kiosk/badges")).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Done" }));
    expect(screen.getByText("Check in here")).toBeTruthy();
  });

  it("sends to the staff after three guesses, and says nothing of who comes", async () => {
    server.answers["POST /kiosk/search"] = () => refusal(404, "kiosks.nobody-found");
    const user = await findMyself();
    expect((await screen.findByRole("alert")).textContent).toContain("We find no such ticket");
    await user.click(screen.getByRole("button", { name: "Check in" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Check in" }).ariaDisabled).not.toBe("true"));
    await user.click(screen.getByRole("button", { name: "Check in" }));
    await screen.findByText("Too many tries. Please ask our staff.");
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
  });

  it("says in an attendee's words that a ticket was used, and prints no badge", async () => {
    server.answers["POST /scans"] = () =>
      Response.json({ ...ADMITTED, verdict: "refused", reason: "already_admitted", admitted_at: null });
    await findMyself();
    expect(await screen.findByRole("heading", { name: "This ticket was checked in before" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Print my badge" })).toBeNull();
  });

  it("sends to the desk where the badge was printed before", async () => {
    server.answers["POST /kiosk/badges"] = () => refusal(409, "kiosks.badge-printed-before");
    const user = await findMyself();
    await user.click(await screen.findByRole("button", { name: "Print my badge" }));
    expect(await screen.findByText("You get your badge from our staff.")).toBeTruthy();
  });

  it("speaks the language that is chosen, and the organizer's again at the start", async () => {
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "العربية" }));
    await screen.findByText("سجّل حضورك هنا");
    expect(document.documentElement.dir).toBe("rtl");
    await user.click(screen.getByRole("button", { name: "ليس معي رمز" }));
    await user.click(screen.getByRole("button", { name: "العودة إلى البداية" }));
    await screen.findByText("Check in here");
    expect(document.documentElement.dir).toBe("ltr");
  });

  it("is left by the PIN alone", async () => {
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Staff" }));
    await fill(user, screen.getByLabelText("PIN"), "1111");
    await user.click(screen.getByRole("button", { name: "Open" }));
    await screen.findByText("This is not the PIN.");
    expect(screen.queryByText("Kiosk 1")).toBeNull();
    await fill(user, screen.getByLabelText("PIN"), "2468");
    await user.click(screen.getByRole("button", { name: "Open" }));
    expect(await screen.findByRole("dialog", { name: "Settings" })).toBeTruthy();
  });
});

describe("without a connection", () => {
  const attendees = { listIds: ["l1"], tickets: [ADA], cursor: "", etag: "", downloadedAt: 0 };

  it("finds by the order's number alone", () => {
    expect(findHere(attendees, "ada", " reg-1 ")).toEqual({ kind: "found", ticketId: ADA.id, name: ADA.name });
    expect(findHere(attendees, "ada", "reg-2").kind).toBe("nobody");
    expect(findHere(attendees, "", "reg-1").kind).toBe("nobody");
  });

  it("takes each typed word for one of the name, as the server does", () => {
    expect(isNamed("Zoë Müller-Lüdenscheidt", "zoe muller")).toBe(true);
    expect(isNamed("Ada Lovelace", "Love")).toBe(false);
    expect(isNamed("آدا لوفليس", "لوفليس")).toBe(true);
    expect(isNamed("Łukasz Þórsson", "lukasz thorsson")).toBe(true);
    expect(isNamed("Søren Weiß", "soren WEISS")).toBe(true);
    expect(isNamed("किरण", "किरण")).toBe(true);
    expect(isNamed("किरण", "रण")).toBe(false);
  });

  it("knows the PIN", async () => {
    const pin = await madePin("97531");
    expect([await isPin("97531", pin), await isPin("97530", pin)]).toEqual([true, false]);
  });
});

it("offers a name of one word as it is", () => {
  expect(nameForms("Björk")).toEqual([["full", "Björk"]]);
  expect(nameForms("Ada Lovelace").map(([form]) => form)).toEqual(["full", "first"]);
});
