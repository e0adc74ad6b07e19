import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import type { WarehouseFeed, WarehouseRun, WarehouseTable } from "./queries";
import "./WarehouseFeeds";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["connections.read", "connections.edit", "orders.read", "events.read"] });
const AT = `/organizations/${HERE.id}`;
const FEEDS = `${AT}/warehouse-feeds`;
const STORE = { id: "0190b1de-0000-7000-8000-0000000000a1", name: "Lake", kind: "storage", state: "active" };
const FEED: WarehouseFeed = {
  id: "0190b1de-0000-7000-8000-0000000000e7",
  name: "Data warehouse",
  connection_id: STORE.id,
  folder: "raw/turnout",
  tables: ["orders", "tickets"],
  cadence: "daily",
  hour: 4,
  has_personal_data: false,
  is_paused: false,
  created_at: "2026-01-01T00:00:00Z",
  version: 3,
  next_at: "2026-01-02T03:00:00Z",
  last_completed_at: "2026-01-01T03:01:00Z",
  failure: null,
};
const RUN: WarehouseRun = {
  id: "0190b1de-0000-7000-8000-0000000000e8",
  feed_id: FEED.id,
  sequence: 7,
  state: "running",
  tables: [{ name: "orders", schema_version: 1, is_full: true }],
  has_personal_data: false,
  started_at: "2026-01-01T03:00:00Z",
  ended_at: null,
  row_count: 12_500,
  file_count: 2,
  size_bytes: 70_000,
  manifest: null,
  attempts: 4,
  failure: "unreachable",
  due_at: "2026-01-01T03:08:00Z",
};
const TABLES: readonly WarehouseTable[] = [
  { name: "orders", schema_version: 1, description: "Orders", is_allowed: true, columns: [] },
  { name: "payments", schema_version: 1, description: "Payments", is_allowed: false, columns: [] },
];

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/settings/warehouse-feeds",
    texts: { "warehouse-feeds": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${AT}/connections`]: { items: [STORE] },
      [`GET ${FEEDS}`]: { items: [FEED] },
      [`GET ${FEEDS}/tables`]: { items: TABLES },
      [`GET ${FEEDS}/${FEED.id}/runs`]: { items: [RUN], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("says of each feed where it goes and how it is doing, and of its runs what keeps them", async () => {
  const shown = visit();
  const rows = within(await screen.findByRole("list", { name: "Warehouse feeds" }));
  expect(await rows.findByText("Lake · raw/turnout")).toBeTruthy();
  expect(rows.getByText("Every day · 04:00")).toBeTruthy();
  expect(rows.getByText("Orders, Tickets")).toBeTruthy();
  expect(rows.getByText("Works")).toBeTruthy();
  await shown.user.click(rows.getByRole("button", { name: "Data warehouse" }));
  const runs = within(await screen.findByRole("list", { name: "Runs" }));
  expect(runs.getByText("Run 7")).toBeTruthy();
  expect(runs.getByText("Rows: 12,500 · Files: 2")).toBeTruthy();
  expect(runs.getByText("The store could not be reached. Tried again.")).toBeTruthy();
});

it("adds one without personal data, of tables that one may see", async () => {
  const shown = visit({ [`GET ${FEEDS}`]: { items: [] }, [`POST ${FEEDS}`]: FEED });
  await shown.user.click(await screen.findByRole("button", { name: "Add a feed" }));
  const panel = within(await screen.findByRole("dialog"));
  expect((await panel.findByRole<HTMLInputElement>("checkbox", { name: "Payments" })).disabled).toBe(true);
  await fill(shown.user, panel.getByLabelText(/^Name/), "Data warehouse");
  await shown.user.click(panel.getByRole("button", { name: "Add a feed" }));
  expect(await screen.findByText("Data warehouse begins within a minute.")).toBeTruthy();
  const sent = shown.asked.find(({ method }) => method === "POST")?.body;
  expect(sent).toMatchObject({ connection_id: STORE.id, has_personal_data: false, cadence: "daily", hour: 4 });
});

it("says at the folder that another feed has it", async () => {
  const problem = {
    type: "/problems/invalid",
    title: "Invalid",
    status: 422,
    code: "invalid",
    errors: [{ pointer: "/folder", detail: "Another warehouse feed has this folder.", code: "taken" }],
  };
  const shown = visit({ [`PATCH ${FEEDS}/${FEED.id}`]: () => Response.json(problem, { status: 422 }) });
  await shown.user.click(await screen.findByRole("button", { name: /^More/ }));
  await shown.user.click(await screen.findByRole("menuitem", { name: "Change" }));
  const panel = within(await screen.findByRole("dialog"));
  await shown.user.type(await panel.findByLabelText(/^Folder/), "/x");
  await shown.user.click(panel.getByRole("button", { name: "Save" }));
  expect((await panel.findAllByText("Another warehouse feed has this folder.")).length).toBeGreaterThan(0);
});

it("leads whoever has no store to one", async () => {
  visit({ [`GET ${FEEDS}`]: { items: [] }, [`GET ${AT}/connections`]: { items: [] } });
  expect(await screen.findByText("Connect a store first")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Connect a store" })).toBeTruthy();
});

it("shows who may only look no way to change or run", async () => {
  const shown = visit({}, organization({ permissions: ["connections.read"] }));
  await shown.user.click(await screen.findByRole("button", { name: /^More/ }));
  expect((await screen.findAllByRole("menuitem")).map((each) => each.textContent)).toEqual(["Runs"]);
  expect(screen.queryByRole("button", { name: "Add a feed" })).toBeNull();
});
