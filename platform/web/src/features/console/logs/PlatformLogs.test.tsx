import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { refused, visitPlatform } from "../platform/testing";
import { catchDownloads } from "../testing";
import "./PlatformAuditLog";
import "./PlatformSecurityEvents";
import "./PlatformStreams";
import texts from "./texts/en.json";

const ENTRY = {
  seq: 7,
  at: "2026-03-01T10:00:00Z",
  table: "operators",
  row_id: "0190b1de-0000-7000-8000-0000000000a2",
  action: "update",
  before: { role: "support", version: 1 },
  after: { role: "operator", version: 1 },
  actor: "system:operators.update",
  on_behalf_of: "operator:1",
  request_id: "r-1",
  is_sealed: true,
};
const STREAM = {
  id: "0190b1de-0000-7000-8000-0000000000b7",
  kind: "syslog",
  name: "SIEM",
  host: "logs.example",
  port: 6514,
  url: "",
  ca_certificate: "",
  with_values: false,
  is_active: true,
  created_at: "2026-02-01T10:00:00Z",
  version: 3,
  sequence: 1200,
  failures: 2,
  last_error: "connection refused",
  last_received_at: null,
  next_at: "2026-03-01T10:00:00Z",
};

const visit: typeof visitPlatform = (at, permissions, answers) =>
  visitPlatform(at, permissions, answers, { logs: texts });

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("the platform's log", () => {
  const MAY = ["platform.audit.read"];

  it("shows what differs, and everything else of the same row on asking", async () => {
    const { user, asked } = visit("audit?table=operators", MAY, {
      "GET /platform/audit": { items: [ENTRY], next_cursor: null },
    });
    await user.click(await screen.findByText("Turnout (acted for an operator)"));
    expect(screen.getByRole("rowheader", { name: "Role role" })).toBeTruthy();
    expect(screen.queryByRole("rowheader", { name: /version/i })).toBeNull();
    await user.click(screen.getByRole("button", { name: "All changes of this" }));
    await screen.findByRole("button", { name: "Remove filter: Same thing" });
    const query = asked.findLast(({ path }) => path === "/platform/audit")?.query;
    expect([query?.get("table"), query?.get("row_id")]).toEqual(["operators", ENTRY.row_id]);
  });

  it("is exported for a reason, and not without", async () => {
    const made = catchDownloads();
    const { user, asked } = visit("audit?since=2026-02-01T00:00:00Z", MAY, {
      "GET /platform/audit": { items: [], next_cursor: null },
      "GET /platform/audit/export": () => new Response("seq\n7\n"),
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    expect(within(dialog).getAllByText("Say why.").length).toBeGreaterThan(0);
    expect(made).not.toHaveBeenCalled();
    await user.click(within(dialog).getByLabelText(/^Reason/));
    await user.paste("The yearly audit.");
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    await vi.waitFor(() => expect(made).toHaveBeenCalledOnce());
    const query = asked.find(({ path }) => path.endsWith("/export"))?.query;
    expect(query?.toString()).toBe("format=csv&since=2026-02-01T00%3A00%3A00Z&reason=The+yearly+audit.");
  });
});

describe("security events", () => {
  it("of one account say what happened, from where", async () => {
    const user_id = "0190b1de-0000-7000-8000-0000000000c1";
    const event = {
      id: "0190b1de-0000-7000-8000-0000000000d7",
      seq: 9,
      kind: "operator.act",
      at: "2026-03-01T10:00:00Z",
      actor: "user:1",
      on_behalf_of: "",
      request_id: "r-2",
      user_id,
      address: "192.0.2.7",
      details: { act: "suspend-user", reason: "Spam." },
    };
    const { user, asked } = visit(`security?user_id=${user_id}`, ["platform.security-events.read"], {
      "GET /platform/security-events": { items: [event], next_cursor: null },
    });
    await user.click(await screen.findByText("Act of the platform"));
    expect(screen.getByText("Spam.")).toBeTruthy();
    expect(asked.find(({ path }) => path === "/platform/security-events")?.query.get("user_id")).toBe(user_id);
  });
});

describe("streams of the log", () => {
  const MAY = ["platform.audit-streams.manage"];

  it("are paused over the version that was seen, and ended", async () => {
    const { user, asked } = visit("streams", MAY, {
      "GET /platform/audit-streams": { items: [STREAM] },
      [`PATCH /platform/audit-streams/${STREAM.id}`]: { ...STREAM, is_active: false },
      [`DELETE /platform/audit-streams/${STREAM.id}`]: () => new Response(null, { status: 204 }),
    });
    expect(await screen.findByText("connection refused")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for SIEM" }));
    await user.click(await screen.findByRole("menuitem", { name: "Pause" }));
    expect(await screen.findByText("SIEM is paused.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "PATCH");
    expect([sent?.body, sent?.headers.get("If-Match")]).toEqual([{ is_active: false }, '"3"']);
    await user.click(screen.getByRole("button", { name: "More for SIEM" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    expect(await screen.findByText("SIEM is deleted.")).toBeTruthy();
  });

  it("begin with what is asked for, and show the secret of a webhook once", async () => {
    const { user, asked } = visit("streams", MAY, {
      "GET /platform/audit-streams": { items: [] },
      "POST /platform/audit-streams": ({ body }: { body: unknown }) =>
        (body as { url: string }).url.includes("internal")
          ? refused(422, { code: "invalid", errors: [{ pointer: "/url", detail: "This address is not public." }] })
          : { stream: STREAM, signing_secret: "whsec" },
    });
    await user.click(await screen.findByRole("button", { name: "Create stream" }));
    const panel = await screen.findByRole("dialog");
    await user.click(within(panel).getByRole("radio", { name: /Webhook/ }));
    await user.click(within(panel).getByLabelText(/^Name/));
    await user.paste("Hook");
    await user.click(within(panel).getByLabelText(/^Address/));
    await user.paste("https://internal.example");
    await user.click(within(panel).getByRole("button", { name: "Create stream" }));
    expect((await within(panel).findAllByText("This address is not public.")).length).toBeGreaterThan(0);
    await user.clear(within(panel).getByLabelText(/^Address/));
    await user.paste("https://logs.example");
    await user.click(within(panel).getByRole("button", { name: "Create stream" }));
    expect(await screen.findByDisplayValue("whsec")).toBeTruthy();
    expect(asked.findLast(({ method }) => method === "POST")?.body).toMatchObject({
      kind: "webhook",
      url: "https://logs.example",
    });
  });

  it("get another name", async () => {
    const { user, asked } = visit("streams", MAY, {
      "GET /platform/audit-streams": { items: [STREAM] },
      [`PATCH /platform/audit-streams/${STREAM.id}`]: { ...STREAM, name: "Logs" },
    });
    await user.click(await screen.findByRole("button", { name: "More for SIEM" }));
    await user.click(await screen.findByRole("menuitem", { name: "Rename" }));
    const dialog = await screen.findByRole("dialog");
    await user.clear(within(dialog).getByLabelText(/^Name/));
    await user.paste("Logs");
    await user.click(within(dialog).getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("The name is saved.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ name: "Logs" });
  });
});
