import "fake-indexeddb/auto";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { textsOf } from "../../lib/texts";
import { TextsContext } from "../../ui/translate";
import { fill } from "../../ui/testing";
import { App } from "./App";
import vector from "./code-vector.json";
import { Door } from "./door";
import { DoorStore } from "./store";
import { fakeServer, INVITATION, madeSetup, refusal, typeCode, type FakeServer } from "./testing";
import english from "./texts/en.json";

const SEND = "POST /print-jobs";
const JOB = "GET /print-jobs/j1";
const STATION = "GET /print-station";
const ADMITTED = {
  verdict: "admitted",
  reason: "admitted",
  attendee_name: "Ada Lovelace",
  ticket_type: "Day ticket",
  admitted_at: new Date().toISOString(),
  gate: "",
  opens_at: null,
  closes_at: null,
};
const FOUND = {
  ticket_id: "t2",
  name: "Ben Okri",
  number: "A-2",
  ticket_type_id: "k1",
  state: "valid",
  admitted_at: "2026-03-01T09:00:00Z",
};
let server: FakeServer;
let store: DoorStore;
let door: Door;
let sent: unknown[];
let number = 0;

beforeEach(async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  localStorage.clear();
  sessionStorage.clear();
  sent = [];
  server = fakeServer();
  server.answers["GET "] = () => Response.json(madeSetup({ print_station_id: "s1" }));
  server.answers["POST /scans"] = () => Response.json(ADMITTED);
  server.answers["GET /search"] = () => Response.json({ items: [FOUND] });
  server.answers[JOB] = () => Response.json({ id: "j1", state: "printed", ahead: 0 });
  server.answers[STATION] = () => Response.json({ id: "s1", name: "North hall", state: "ready", waiting: 0 });
  sends(() => Response.json({ id: "j1" }, { status: 201 }));
  store = await DoorStore.open(`badge-${++number}`);
  door = new Door(store);
  await door.start("");
  await door.join(INVITATION, "Phone 1");
});

afterEach(async () => {
  await door.stop();
  store.close();
  vi.unstubAllGlobals();
});

function sends(answer: (body: unknown) => Response): void {
  server.answers[SEND] = (body) => {
    sent.push(body);
    return answer(body);
  };
}

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  render(
    <TextsContext value={textsOf("en", { door: english })}>
      <App door={door} invited={null} />
    </TextsContext>,
  );
  await screen.findByRole("button", { name: "Search" });
  return userEvent.setup();
}

const button = (name: string): HTMLElement => screen.getByRole("button", { name });

async function search(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await user.click(button("Search"));
  await fill(user, screen.getByRole("searchbox"), "okri");
}

it("prints the badge of whoever was let in, and is ready for the next", async () => {
  const user = await open();
  typeCode(vector.code);
  await user.click(await screen.findByRole("button", { name: "Print badge" }));
  const sheet = within(screen.getByRole("dialog", { name: "Badge" }));
  expect(await sheet.findByText("The badge is printed: North hall.")).toBeTruthy();
  expect(sheet.getByText("Ada Lovelace")).toBeTruthy();
  expect(sent).toMatchObject([{ reason: "" }]);
  await user.click(sheet.getByRole("button", { name: "Next" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("button", { name: "Print badge" })).toBeNull();
});

it("prints from the search also for who came in before, and says what the printer needs", async () => {
  server.answers[JOB] = () => Response.json({ id: "j1", state: "queued", ahead: 2 });
  server.answers[STATION] = () => Response.json({ id: "s1", name: "North hall", state: "paper_out", waiting: 3 });
  const user = await open();
  await search(user);
  await user.click(await screen.findByRole("button", { name: "Print the badge of Ben Okri" }));
  const says = "The badge waits. Look after the printer: North hall, Paper is out.";
  expect(await screen.findByText(says)).toBeTruthy();
  expect(sent).toEqual([{ ticket_id: "t2", reason: "" }]);
});

it("asks why what was printed before is printed again", async () => {
  sends((body) =>
    (body as { reason: string }).reason === ""
      ? refusal(422, "badges.printed-before", { errors: [{ pointer: "/reason", detail: "x" }] })
      : Response.json({ id: "j1" }, { status: 201 }),
  );
  const user = await open();
  await search(user);
  await user.click(await screen.findByRole("button", { name: "Print the badge of Ben Okri" }));
  const sheet = within(screen.getByRole("dialog", { name: "Badge" }));
  await user.click(await sheet.findByRole("button", { name: "Print again" }));
  expect(sheet.getByRole("alert").textContent).toBe("Say why");
  await fill(user, sheet.getByLabelText("Reason"), "Lost");
  await user.click(sheet.getByRole("button", { name: "Print again" }));
  expect(await sheet.findByText("The badge is printed: North hall.")).toBeTruthy();
  expect(sent).toEqual([
    { ticket_id: "t2", reason: "" },
    { ticket_id: "t2", reason: "Lost" },
  ]);
});

it("offers to print once more what did not come out", async () => {
  server.answers[JOB] = () => Response.json({ id: "j1", state: "failed", ahead: 0 });
  const user = await open();
  await search(user);
  await user.click(await screen.findByRole("button", { name: "Print the badge of Ben Okri" }));
  await screen.findByText(/The badge was not printed/);
  await user.click(await screen.findByRole("button", { name: "Print again" }));
  expect(screen.getByLabelText("Reason")).toBeTruthy();
});

it.each([
  ["badges.none-for-ticket-type", 409, [], "There is no badge for this ticket type."],
  ["invalid", 422, [{ pointer: "/ticket_id", detail: "x" }], "This ticket is not valid; it has no badge."],
  ["print-stations.not-found", 404, [], "That did not work, and nothing is printed. Try again."],
  ["idempotency.in-progress", 409, [], /it is not printed twice/],
])("says why no badge is printed: %s", async (code, status, errors, words) => {
  sends(() => refusal(status, code, { errors }));
  const user = await open();
  await search(user);
  await user.click(await screen.findByRole("button", { name: "Print the badge of Ben Okri" }));
  expect(await screen.findByText(words)).toBeTruthy();
});

it("offers no badge to whom the rules refuse", async () => {
  server.answers["POST /scans"] = () => Response.json({ ...ADMITTED, verdict: "refused", reason: "void" });
  await open();
  typeCode(vector.code);
  await screen.findByRole("button", { name: "Next" });
  expect(screen.queryByRole("button", { name: "Print badge" })).toBeNull();
});

it("offers no badge without a print station", async () => {
  await door.stop();
  store.close();
  server.answers["GET "] = () => Response.json(madeSetup());
  store = await DoorStore.open(`badge-${++number}`);
  door = new Door(store);
  await door.start("");
  await door.join(INVITATION, "Phone 2");
  await search(await open());
  await screen.findByText("Ben Okri");
  expect(screen.queryByRole("button", { name: /Print the badge/ })).toBeNull();
});
