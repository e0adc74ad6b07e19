// Certificates of attendance: what they say is saved over what was seen; the team issues, withdraws, reinstates.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import moneyTexts from "../money/texts/en.json";
import { routes } from "../routes";
import { catchDownloads, madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./CertificatesPage";
import { fill } from "../../../ui/testing";
import type { Certificate, CertificateSettings } from "./queries";
import texts from "./texts/en.json";

const PERMISSIONS = ["events.read", "events.write", "orders.read", "checkin.scan", "checkin.manage"];
const HERE = organization({ permissions: PERMISSIONS });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const ID = "0190b1de-0000-7000-8000-0000000000c1";
const TICKET = "0190b1de-0000-7000-8000-0000000000c2";
const SETTINGS: CertificateSettings = {
  event_id: EVENT.id,
  is_enabled: true,
  title: "",
  text: "",
  credit: "6 CPD points",
  signatory_name: "",
  signatory_role: "",
  lists_sessions: false,
  required_days: 1,
  notifies_attendees: false,
  version: 3,
};
const ONE: Certificate = {
  id: ID,
  event_id: EVENT.id,
  ticket_id: TICKET,
  code: "7H3K-9QXZ-41MB",
  holder_name: "Ada Lovelace",
  state: "valid",
  issued_at: "2026-12-15T09:00:00Z",
  issued_by: "guest",
  revoked_at: null,
  revoke_reason: "",
};
const REVOKED: Certificate = {
  ...ONE,
  state: "revoked",
  revoked_at: "2026-12-16T09:00:00Z",
  revoke_reason: "Left after the coffee",
};
const PERSON = {
  id: "person",
  ticket_id: TICKET,
  name: "Ada Lovelace",
  email: "ada@example.org",
  state: "valid",
  is_checked_in: true,
  is_transferred: false,
  ticket_type_id: "type",
  order_number: "K7QX4M",
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/checkin/certificates`,
    texts: { certificates: texts, money: moneyTexts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/certificate-settings`]: SETTINGS,
      [`GET ${PATH}/certificate-figures`]: { eligible: 214, issued: 120, revoked: 1 },
      [`GET ${PATH}/certificates`]: { items: [ONE], next_cursor: null },
      [`GET ${PATH}/certificates/${ID}`]: ONE,
      ...answers,
    },
  });
}

const pdf = (name: string): Response =>
  new Response("%PDF", {
    headers: { "Content-Type": "application/pdf", "Content-Disposition": `attachment; filename="${name}"` },
  });

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Certificates of attendance", () => {
  it("has who may have one, what they say, and who has one", async () => {
    visit();
    expect(await screen.findByText("May have one: 214 · issued: 120")).toBeTruthy();
    expect(screen.getByLabelText(/Counts for/)).toHaveProperty("value", "6 CPD points");
    const list = within(await screen.findByRole("region", { name: "Issued certificates" }));
    expect(await list.findByText("7H3K-9QXZ-41MB")).toBeTruthy();
  });

  it("is switched on, over the version that was seen", async () => {
    const save = vi.fn().mockReturnValue({ ...SETTINGS, version: 4 });
    const off = { ...SETTINGS, is_enabled: false, version: 3 };
    const shown = visit({ [`GET ${PATH}/certificate-settings`]: off, [`PUT ${PATH}/certificate-settings`]: save });
    await shown.user.click(await screen.findByRole("checkbox", { name: /can download a certificate/ }));
    expect(screen.getByRole("button", { name: "Download a sample" })).toHaveProperty("disabled", true);
    await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Saved. Downloads have it at once.")).toBeTruthy();
    const [sent] = save.mock.calls[0] as [{ body: unknown; headers: Headers }];
    expect(sent.headers.get("If-Match")).toBe('"3"');
    expect(sent.body).toMatchObject({ is_enabled: true, required_days: 1, credit: "6 CPD points" });
  });

  it("wants a number of days that there can be", async () => {
    const shown = visit();
    const days = await screen.findByLabelText("Days attended at least");
    await shown.user.clear(days);
    await shown.user.type(days, "40");
    await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
    expect((await screen.findAllByText("A whole number from 1 to 31.")).length).toBeGreaterThan(0);
    expect(shown.asked.some(({ method }) => method === "PUT")).toBe(false);
  });

  it("is issued for somebody who came, and downloaded at once", async () => {
    const saved = catchDownloads();
    const shown = visit({
      [`GET /organizations/${HERE.id}/attendees`]: { items: [PERSON], next_cursor: null },
      [`POST ${PATH}/certificates`]: ONE,
      [`GET ${PATH}/certificates/${ID}/certificate.pdf`]: () => pdf("certificate.pdf"),
    });
    await shown.user.click(await screen.findByRole("button", { name: "Issue a certificate" }));
    await fill(shown.user, screen.getByLabelText(/Name, email address/), "Ada");
    await shown.user.click(await screen.findByRole("button", { name: "Issue a certificate for Ada Lovelace" }));
    expect(await screen.findByText("Ada Lovelace has a certificate.")).toBeTruthy();
    await vi.waitFor(() => expect(saved).toHaveBeenCalled());
    const sent = shown.asked.find(({ method }) => method === "POST");
    expect(sent?.body).toEqual({ ticket_id: TICKET });
    expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("is withdrawn with a reason", async () => {
    const revoke = vi.fn().mockReturnValue(REVOKED);
    const shown = visit({ [`POST ${PATH}/certificates/${ID}/revoke`]: revoke });
    await shown.user.click(await screen.findByRole("button", { name: "Ada Lovelace" }));
    await shown.user.click(await screen.findByRole("button", { name: "Withdraw" }));
    const dialog = within(await screen.findByRole("dialog", { name: /Withdraw the certificate of/ }));
    await shown.user.click(dialog.getByRole("button", { name: "Withdraw" }));
    expect(revoke).not.toHaveBeenCalled();
    await fill(shown.user, dialog.getByRole("textbox"), "Left after the coffee");
    await shown.user.click(dialog.getByRole("button", { name: "Withdraw" }));
    expect(await screen.findByText("The certificate is withdrawn.")).toBeTruthy();
    expect(revoke.mock.calls[0]?.[0]).toMatchObject({ body: { reason: "Left after the coffee" } });
  });

  it("is made valid again, and says why it was not", async () => {
    const shown = visit({
      [`GET ${PATH}/certificates`]: { items: [REVOKED], next_cursor: null },
      [`GET ${PATH}/certificates/${ID}`]: REVOKED,
      [`POST ${PATH}/certificates/${ID}/reinstate`]: ONE,
    });
    await shown.user.click(await screen.findByRole("button", { name: "Ada Lovelace" }));
    expect(await screen.findByText("Left after the coffee")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Download" })).toBeNull();
    await shown.user.click(screen.getByRole("button", { name: "Make valid again" }));
    expect(await screen.findByText("The certificate is valid again.")).toBeTruthy();
  });

  it("who only scans changes nothing", async () => {
    visit({}, organization({ permissions: ["events.read", "checkin.scan"] }));
    await screen.findByText("7H3K-9QXZ-41MB");
    expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Issue a certificate" })).toBeNull();
  });
});
