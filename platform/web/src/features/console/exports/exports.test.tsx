import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import checkinTexts from "../checkin/texts/en.json";
import moneyTexts from "../money/texts/en.json";
import orderTexts from "../orders/texts/en.json";
import { fill } from "../../../ui/testing";
import type { OrderExport } from "./exports";
import texts from "./texts/en.json";
import "../checkin/Scans";
import "../money/PaymentList";
import "../orders/AttendeeList";
import "../orders/JobPage";
import "../orders/OrderList";

const HERE = organization({
  permissions: [
    "events.read",
    "orders.read",
    "jobs.read",
    "checkin.scan",
    "checkin.manage",
    "payments.read",
    "connections.read",
  ],
});
const BASE = `/organizations/${HERE.id}`;
const EVENT = madeEvent();
const ID = "0190b1de-0000-7000-8000-0000000000e1";
const JOB_ID = "0190b1de-0000-7000-8000-0000000000e2";
const LINE = {
  id: "0190b1de-0000-7000-8000-0000000000a1",
  attendee_id: "0190b1de-0000-7000-8000-0000000000b1",
  order_id: "0190b1de-0000-7000-8000-0000000000c1",
  order_number: "K7QX4M",
  order_state: "confirmed",
  event_id: EVENT.id,
  ticket_type_id: "0190b1de-0000-7000-8000-0000000000f1",
  ticket_id: "0190b1de-0000-7000-8000-0000000000a1",
  state: "valid",
  name: "Charles Babbage",
  email: "charles@example.org",
  is_transferred: false,
  is_checked_in: false,
  placed_at: "2026-02-01T12:00:00Z",
  tag_ids: [],
};
const EXPORT: OrderExport = {
  id: ID,
  kind: "orders",
  format: "csv",
  state: "ready",
  columns: [],
  row_count: 12,
  created_at: "2026-02-01T12:00:00Z",
  created_by: "user:1",
  job_id: JOB_ID,
  event_id: null,
  ready_at: "2026-02-01T12:01:00Z",
  expires_at: "2026-02-04T12:01:00Z",
  downloads: 0,
  is_right_to_left: false,
  title: "",
};
const columnsOf = (ids: readonly string[], is_personal = false) =>
  ids.map((id) => ({ id, title: id, description: "", is_personal }));
const COLUMNS = columnsOf(["number", "total", "total_minor"]);
const FILE = () =>
  new Response("number", {
    headers: { "Content-Type": "text/csv", "Content-Disposition": 'attachment; filename="orders.csv"' },
  });

function visit(at: string, answers: Answers = {}) {
  return renderConsole(routes, {
    at,
    texts: { orders: orderTexts, exports: texts, checkin: checkinTexts, money: moneyTexts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}/orders/search`]: { items: [], next_cursor: null },
      [`GET ${BASE}/orders/search/count`]: { count: 0, is_exact: true },
      [`GET ${BASE}/attendees`]: { items: [LINE], next_cursor: null },
      [`GET ${BASE}/attendees/count`]: { count: 1, is_exact: true },
      [`GET ${BASE}/saved-views`]: { items: [] },
      [`GET ${BASE}/order-tags`]: { items: [] },
      [`GET ${BASE}/events`]: { items: [EVENT], next_cursor: null },
      [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
      [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
      [`GET ${BASE}/order-exports`]: { items: [], next_cursor: null },
      [`GET ${BASE}/export-schedules`]: { items: [] },
      [`GET ${BASE}/order-exports/columns`]: { items: COLUMNS },
      [`GET ${BASE}/order-exports/${ID}`]: EXPORT,
      [`GET ${BASE}/order-exports/${ID}/file`]: FILE,
      [`POST ${BASE}/order-exports/orders`]: { ...EXPORT, state: "running" },
      [`POST ${BASE}/order-exports/attendees`]: { ...EXPORT, state: "running" },
      ...answers,
    },
  });
}

const sent = (asked: readonly Asked[], ending: string): unknown =>
  asked.find(({ method, path }) => method === "POST" && path.endsWith(ending))?.body;

function catchDownloads() {
  const made = vi.fn(() => "blob:made");
  URL.createObjectURL = made;
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = () => undefined;
  return made;
}

const BY_MAIL = { connection_id: null, last_file_name: null, delivery_failure: null };

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("an export", () => {
  it("takes the list's filter, the chosen columns under their titles, and tells when it is ready", async () => {
    const made = catchDownloads();
    const { user, asked } = visit("/meridian/orders?state=confirmed");
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const panel = await screen.findByRole("dialog", { name: "Export orders" });
    expect(within(panel).getByRole("checkbox", { name: "Total (smallest unit)" })).toHaveProperty("checked", false);
    await user.click(within(panel).getByRole("checkbox", { name: "Total" }));
    await user.click(within(panel).getByRole("radio", { name: "CSV" }));
    await user.click(within(panel).getByRole("button", { name: "Export" }));
    await user.click(await screen.findByRole("button", { name: "Download" }));
    await waitFor(() => expect(made).toHaveBeenCalledTimes(1));
    expect(sent(asked, "/order-exports/orders")).toEqual({
      format: "csv",
      columns: [{ id: "number", title: "Order number" }],
      is_right_to_left: false,
      title: "Orders",
      filter: { state: ["confirmed"] },
    });
  });

  it("comes round under a name, and is ended in the same place", async () => {
    const schedule = {
      id: ID,
      name: "Export orders",
      cadence: "monthly",
      next_at: "2026-03-01T06:00:00Z",
      last_outcome: "nothing",
      ...BY_MAIL,
    };
    const { user, asked } = visit("/meridian/orders?state=confirmed", {
      [`GET ${BASE}/export-schedules`]: { items: [schedule] },
      [`POST ${BASE}/export-schedules/orders`]: schedule,
      [`DELETE ${BASE}/export-schedules/${ID}`]: new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const panel = await screen.findByRole("dialog", { name: "Export orders" });
    expect(await within(panel).findByText("Nothing to export last time")).toBeTruthy();
    await user.click(within(panel).getByRole("radio", { name: "Each day, week or month" }));
    const name = within(panel).getByLabelText(/^Name/);
    expect(name).toHaveProperty("value", "Orders");
    await user.clear(name);
    expect(within(panel).getByRole("button", { name: "Schedule" })).toHaveProperty("disabled", true);
    await fill(user, name, "Books");
    await user.selectOptions(within(panel).getByLabelText(/^How often/), "monthly");
    await user.selectOptions(within(panel).getByLabelText(/^Day of the month/), "3");
    await user.click(within(panel).getByRole("checkbox", { name: "Only what is new since the one before" }));
    await user.click(within(panel).getByRole("button", { name: "Schedule" }));
    await screen.findByText("Export orders is scheduled. You get an email when it is ready.");
    expect(sent(asked, "/export-schedules/orders")).toMatchObject({
      name: "Books",
      cadence: "monthly",
      month_day: 3,
      hour: 7,
      only_new: true,
      filter: { state: ["confirmed"] },
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const again = await screen.findByRole("dialog", { name: "Export orders" });
    await user.click(await within(again).findByRole("button", { name: "More for Export orders" }));
    await user.click(await screen.findByRole("menuitem", { name: "End" }));
    await screen.findByText("Export orders was ended");
  });

  it("can be of all instead, and remembers the columns", async () => {
    const { user, asked } = visit("/meridian/orders?state=confirmed");
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const panel = await screen.findByRole("dialog", { name: "Export orders" });
    await user.click(within(panel).getByRole("radio", { name: "All" }));
    await user.click(within(panel).getByRole("button", { name: "Choose none" }));
    expect(within(panel).getByText("Choose at least one column.")).toBeTruthy();
    expect(within(panel).getByRole("button", { name: "Export" })).toHaveProperty("disabled", true);
    await user.click(within(panel).getByRole("button", { name: "Choose all" }));
    await user.click(within(panel).getByRole("button", { name: "Export" }));
    await waitFor(() => expect(sent(asked, "/order-exports/orders")).toMatchObject({ filter: {}, format: "xlsx" }));
    expect(JSON.parse(localStorage.getItem("turnout-export-orders") ?? "[]")).toHaveLength(3);
  });

  it("is delivered to a store that is on, and says what keeps its file from there", async () => {
    const store = { id: ID, kind: "storage", name: "Warehouse", state: "active" };
    const schedule = {
      id: JOB_ID,
      name: "Books",
      cadence: "daily",
      next_at: "2026-03-01T06:00:00Z",
      last_outcome: "delivering",
      last_file_name: "books.csv",
      delivery_failure: "settings",
      connection_id: ID,
    };
    const { user, asked } = visit("/meridian/orders", {
      [`GET ${BASE}/connections`]: {
        items: [store, { ...store, id: JOB_ID, name: "Old", state: "disabled" }, { ...store, kind: "email" }],
      },
      [`GET ${BASE}/export-schedules`]: { items: [schedule] },
      [`POST ${BASE}/export-schedules/orders`]: schedule,
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const panel = await screen.findByRole("dialog", { name: "Export orders" });
    expect(await within(panel).findByText(texts["failure.settings"])).toBeTruthy();
    await user.click(within(panel).getByRole("radio", { name: "Each day, week or month" }));
    const choice = await within(panel).findByLabelText("Deliver to");
    expect(choice).toHaveProperty("value", "mail");
    expect(within(choice).queryByRole("option", { name: "Old" })).toBeNull();
    await user.selectOptions(choice, "Warehouse");
    await user.click(within(panel).getByRole("button", { name: "Schedule" }));
    await screen.findByText("Books is scheduled. Its files are delivered to the store.");
    expect(sent(asked, "/export-schedules/orders")).toMatchObject({ connection_id: ID });
  });

  it("of an event has its questions, and of selected attendees those alone", async () => {
    const question = { id: "answer:meal", title: "Your meal" };
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/attendees`, {
      [`GET ${BASE}/order-exports/columns`]: ({ query }: Asked) => ({
        items: query.get("event_id") === EVENT.id ? [{ id: "name", title: "name" }, question] : [],
      }),
    });
    await user.click(await screen.findByRole("checkbox", { name: "Select Charles Babbage" }));
    await user.click(screen.getAllByRole("button", { name: "Export" }).at(-1)!);
    const panel = await screen.findByRole("dialog", { name: "Export attendees" });
    expect(within(panel).getByRole("checkbox", { name: "Your meal" })).toHaveProperty("checked", true);
    await user.click(within(panel).getByRole("button", { name: "Export" }));
    await waitFor(() =>
      expect(sent(asked, "/order-exports/attendees")).toMatchObject({
        line_ids: [LINE.id],
        columns: [{ id: "name", title: "Name" }, question],
      }),
    );
  });

  it("that is refused says why, and stays open", async () => {
    const refused = {
      title: "Some fields need attention",
      status: 422,
      code: "invalid",
      detail: "A PDF has at most 10,000 lines; take CSV or XLSX, or narrow it down.",
    };
    const { user, asked } = visit("/meridian/orders", {
      [`POST ${BASE}/order-exports/orders`]: () => Response.json(refused, { status: 422 }),
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const panel = await screen.findByRole("dialog", { name: "Export orders" });
    expect(within(panel).queryByText(texts["format.pdf.how"])).toBeNull();
    await user.click(within(panel).getByRole("radio", { name: "PDF" }));
    expect(within(panel).getByText(texts["format.pdf.how"])).toBeTruthy();
    await user.click(within(panel).getByRole("button", { name: "Export" }));
    expect(await within(panel).findByText(refused.detail)).toBeTruthy();
    expect(sent(asked, "/order-exports/orders")).toMatchObject({ format: "pdf", title: "Orders" });
  });

  it("of scans has their filter, and names nobody unless that is chosen", async () => {
    const path = `${BASE}/events/${EVENT.id}`;
    const { user, asked } = visit(`/meridian/events/${EVENT.id}/checkin/scans?outcome=refused`, {
      [`GET ${BASE}/order-exports/columns`]: {
        items: [...columnsOf(["at", "reason"]), ...columnsOf(["attendee_name"], true)],
      },
      [`GET ${path}/checkin-lists`]: { items: [] },
      [`GET ${path}/checkin-scans`]: { items: [], next_cursor: null },
      [`POST ${BASE}/order-exports/checkins`]: { ...EXPORT, kind: "checkins", state: "running" },
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const panel = await screen.findByRole("dialog", { name: "Export check-ins" });
    const personal = within(panel).getByRole("group", { name: /Personal data/ });
    expect(within(personal).getByRole("checkbox", { name: "Ticket holder" })).toHaveProperty("checked", false);
    await user.click(within(panel).getByRole("button", { name: "Export" }));
    await screen.findByText("The export is under way.");
    expect(sent(asked, "/order-exports/checkins")).toEqual({
      format: "xlsx",
      columns: [
        { id: "at", title: "Scanned at" },
        { id: "reason", title: "Reason" },
      ],
      is_right_to_left: false,
      title: "Check-ins",
      filter: { event_id: EVENT.id, outcome: "refused" },
    });
  });

  it("of payments has the period of their list, and comes round as a noun", async () => {
    const from = "2026-01-01T00:00:00Z";
    const { user, asked } = visit(`/meridian/money?opened_from=${from}`, {
      [`GET ${BASE}/order-exports/columns`]: { items: columnsOf(["occurred_at", "amount", "amount_minor"]) },
      [`GET ${BASE}/payments`]: { items: [], next_cursor: null },
      [`GET ${BASE}/payment-disputes`]: { items: [], next_cursor: null },
      [`GET ${BASE}/connections`]: { items: [] },
      [`POST ${BASE}/export-schedules/payments`]: { id: ID, name: "Payments", ...BY_MAIL },
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const panel = await screen.findByRole("dialog", { name: "Export payments" });
    await user.click(within(panel).getByRole("radio", { name: "PDF" }));
    await user.click(within(panel).getByRole("radio", { name: "Each day, week or month" }));
    await user.click(within(panel).getByRole("button", { name: "Schedule" }));
    await screen.findByText("Payments is scheduled. You get an email when it is ready.");
    expect(sent(asked, "/export-schedules/payments")).toMatchObject({
      name: "Payments",
      format: "pdf",
      columns: [{ id: "occurred_at" }, { id: "amount" }],
      filter: { occurred_from: from },
    });
    expect(sent(asked, "/export-schedules/payments")).not.toHaveProperty("title");
  });

  it("that was made is downloaded again or deleted", async () => {
    const made = catchDownloads();
    const { user, asked } = visit("/meridian/orders", {
      [`GET ${BASE}/order-exports`]: { items: [EXPORT], next_cursor: null },
      [`DELETE ${BASE}/order-exports/${ID}`]: () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const past = await screen.findByRole("list", { name: "Your latest exports" });
    expect(within(past).getByText("Lines: 12")).toBeTruthy();
    await user.click(within(past).getByRole("button", { name: "Download" }));
    await waitFor(() => expect(made).toHaveBeenCalledTimes(1));
    await user.click(within(past).getByRole("button", { name: /Orders/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });

  it("has its file on the page of its job", async () => {
    const job = {
      id: JOB_ID,
      kind: "orders.export",
      state: "done",
      started_by: "user:1",
      started_at: EXPORT.created_at,
    };
    visit(`/meridian/jobs/${JOB_ID}`, {
      [`GET ${BASE}/jobs/${JOB_ID}`]: {
        ...job,
        finished_at: EXPORT.ready_at,
        total: 1,
        done: 1,
        skipped: 0,
        failed: 0,
        event_id: null,
        about_id: ID,
      },
      [`GET ${BASE}/jobs/${JOB_ID}/items`]: {
        items: [{ id: ID, subject_id: ID, state: "done", code: "", detail: "12", finished_at: null }],
        next_cursor: null,
      },
    });
    expect(await screen.findByRole("heading", { level: 1, name: "Export orders" })).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Download" })).toBeTruthy();
    expect(await screen.findByText("12")).toBeTruthy();
  });
});
