import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { catchDownloads, organization, renderConsole, type Answers } from "../testing";
import "./OrganizationAuditLog";
import "./OrganizationSecurityEvents";
import "./OrganizationStreams";
import { fill } from "../../../ui/testing";
import { differencesOf } from "./diff";
import type { AuditEntry, AuditStream, SecurityEvent } from "./log-api";
import records from "../records/texts/en.json";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: ["audit.read", "security-events.read", "audit-streams.manage", "members.read"],
});
const PATH = `/organizations/${HERE.id}`;
const LENA = "0190b1de-0000-7000-8000-0000000000bb";

const CHANGE: AuditEntry = {
  seq: 12,
  at: "2026-03-01T11:00:00Z",
  table: "events",
  row_id: "0190b1de-0000-7000-8000-0000000000ee",
  action: "update",
  before: { title: "Lantern", version: 1, tags: ["a"] },
  after: { title: "Lantern Night", version: 2, tags: ["a"] },
  actor: `user:${LENA}`,
  on_behalf_of: "",
  request_id: "request-1",
  is_sealed: true,
};

const REFUSED: SecurityEvent = {
  id: "s1",
  seq: 3,
  kind: "api-token.refused",
  at: "2026-03-01T10:00:00Z",
  actor: "system:door",
  on_behalf_of: "",
  request_id: "",
  user_id: null,
  address: "192.0.2.7",
  details: { reason: "revoked" },
};

const STREAM: AuditStream = {
  id: "st1",
  kind: "webhook",
  name: "SIEM",
  host: "",
  port: 6514,
  url: "https://logs.example.org/in",
  ca_certificate: "",
  with_values: false,
  is_active: true,
  created_at: "2026-02-01T10:00:00Z",
  version: 2,
  sequence: 40,
  failures: 3,
  last_error: "refused",
  last_received_at: "2026-02-28T10:00:00Z",
  next_at: "2026-03-01T13:00:00Z",
};

function visit(path: string, answers: Answers) {
  return renderConsole(routes, {
    at: `/meridian/settings/audit${path}`,
    texts: { logs: texts, records },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}/members`]: { items: [{ user_id: LENA, display_name: "Lena" }], next_cursor: null },
      [`GET ${PATH}/audit`]: { items: [CHANGE], next_cursor: null },
      [`GET ${PATH}/security-events`]: { items: [REFUSED], next_cursor: null },
      [`GET ${PATH}/audit-streams`]: { items: [STREAM] },
      ...answers,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("the audit log of an organization", () => {
  it("says who changed what, with both sides, and is found by person", async () => {
    const { user, asked } = visit("", {});
    const entry = within((await screen.findByText("Event")).closest("li")!);
    expect(await entry.findByText("Lena")).toBeTruthy();
    await user.click(entry.getByText("Changed"));
    const row = within(entry.getByRole("row", { name: /Title/ }));
    expect(row.getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["Lantern", "Lantern Night"]);
    expect(entry.queryByText("version")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Who" }));
    await user.click(await screen.findByLabelText("Lena"));
    await vi.waitFor(() => expect(asked.at(-1)?.query.get("actor")).toBe(`user:${LENA}`));
  });

  it("is exported for the period that is shown", async () => {
    const made = catchDownloads();
    const { user, asked } = visit("?since=2026-02-01T00:00:00Z", {
      [`GET ${PATH}/audit/export`]: new Response("seq\n12\n", { headers: { "Content-Type": "text/csv" } }),
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Export the audit log" }));
    expect(dialog.getByRole("radio", { checked: true })).toHaveProperty("value", "csv");
    await user.click(dialog.getByLabelText("Excel, as a workbook"));
    await user.click(dialog.getByRole("button", { name: "Export" }));
    expect(await screen.findByText("The file is with your downloads.")).toBeTruthy();
    const sent = asked.find(({ path }) => path.endsWith("/export"));
    expect(Object.fromEntries(sent?.query ?? [])).toEqual({ format: "xlsx", since: "2026-02-01T00:00:00Z" });
    expect(made).toHaveBeenCalledOnce();
  });

  it("tells what was there and what was not", () => {
    expect(differencesOf(null, { name: "Hall", note: "" })).toEqual([{ name: "name", before: null, after: "Hall" }]);
    expect(differencesOf({ seats: [1] }, { seats: [1, 2] })).toEqual([
      { name: "seats", before: "[1]", after: "[1,2]" },
    ]);
  });
});

describe("security events", () => {
  it("are told in words with their details, and searched by kind", async () => {
    const { user, asked } = visit("/security", {});
    const entry = within((await screen.findByText("API token refused")).closest("li")!);
    expect(entry.getByText("Worth a look")).toBeTruthy();
    expect(entry.getByText("192.0.2.7")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Kind" }));
    await user.click(await screen.findByLabelText("Data exported"));
    await vi.waitFor(() => expect(asked.at(-1)?.query.get("kind")).toBe("export.downloaded"));
  });
});

describe("audit streams", () => {
  it("say how they are doing, are paused over the version that was seen, and renamed", async () => {
    const { user, asked } = visit("/streams", {
      [`PATCH ${PATH}/audit-streams/st1`]: { ...STREAM, is_active: false, version: 3 },
    });
    expect(await screen.findByText("A stream does not arrive")).toBeTruthy();
    expect(screen.getByText("Does not arrive")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for SIEM" }));
    await user.click(await screen.findByRole("menuitem", { name: "Pause" }));
    expect(await screen.findByText("SIEM is paused.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "SIEM" }));
    const dialog = within(await screen.findByRole("dialog", { name: "SIEM" }));
    await user.type(dialog.getByLabelText("Name"), " 2");
    await user.click(dialog.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The name is saved.")).toBeTruthy();
    const sent = asked.filter(({ method }) => method === "PATCH");
    expect(sent.map(({ body }) => body)).toEqual([{ is_active: false }, { name: "SIEM 2" }]);
    expect(sent[0]?.headers.get("If-Match")).toBe('"2"');
  });

  it("are made, refused at the field, and show their secret once", async () => {
    const wrong = { status: 422, errors: [{ pointer: "/url", detail: "Only https is allowed." }] };
    let refuses = true;
    const { user } = visit("/streams", {
      [`GET ${PATH}/audit-streams`]: { items: [] },
      [`POST ${PATH}/audit-streams`]: () =>
        refuses ? Response.json(wrong, { status: 422 }) : { stream: STREAM, signing_secret: "whs_1" },
    });
    await user.click(await screen.findByRole("button", { name: "Create stream" }));
    const panel = within(await screen.findByRole("dialog", { name: "New stream" }));
    await fill(user, panel.getByLabelText("Name"), "SIEM");
    await fill(user, panel.getByLabelText("Address"), "http://logs.example.org");
    await user.click(panel.getByRole("button", { name: "Create stream" }));
    expect(await panel.findAllByText("Only https is allowed.")).toHaveLength(2);
    refuses = false;
    await user.click(panel.getByRole("button", { name: "Create stream" }));
    expect(await screen.findByDisplayValue("whs_1")).toBeTruthy();
  });

  it("are deleted", async () => {
    const { user } = visit("/streams", {
      [`DELETE ${PATH}/audit-streams/st1`]: new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "More for SIEM" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "Delete SIEM?" }));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("SIEM is deleted.")).toBeTruthy();
  });
});
