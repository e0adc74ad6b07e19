// Lead retrieval: what sponsors get is saved over what was seen; stand members get links, which are ended.
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./LeadsPage";
import "./LeadSponsorPage";
import { fill } from "../../../ui/testing";
import type { LeadMember, LeadSettings, LeadSponsor } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "leads.edit"] });
const EVENT = madeEvent();
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const ID = "0190b1de-0000-7000-8000-0000000000e1";
const SETTINGS: LeadSettings = {
  event_id: EVENT.id,
  is_enabled: true,
  shares_email: true,
  company_question: "company",
  question_keys: [],
  statement: "",
  days_after_event: 14,
  statement_version: 1,
  questions: [
    { key: "company", label: "Company" },
    { key: "role", label: "Role" },
  ],
  consents: 214,
  version: 3,
};
const WICKS: LeadSponsor = {
  sponsor_id: ID,
  name: "Wicks",
  seats: 2,
  ends_at: null,
  tags: ["Demo"],
  members: 1,
  leads: 15,
  withdrawn: 1,
  version: 4,
};
const MO: LeadMember = {
  id: "0190b1de-0000-7000-8000-0000000000e2",
  sponsor_id: ID,
  name: "Mo",
  created_at: "2026-12-01T09:00:00Z",
  last_scan_at: null,
  revoked_at: null,
  leads: 15,
};

function visit(rest = "", answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/sponsors/leads${rest}`,
    texts: { leads: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/lead-settings`]: SETTINGS,
      [`GET ${PATH}/lead-sponsors`]: { items: [WICKS, { ...WICKS, sponsor_id: "glow", name: "Glow", seats: 0 }] },
      [`GET ${PATH}/lead-sponsors/${ID}`]: WICKS,
      [`GET ${PATH}/lead-sponsors/${ID}/members`]: { items: [MO] },
      ...answers,
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("lead retrieval of an event", () => {
  it("says how many agree, and how far each sponsor is", async () => {
    visit();
    expect(await screen.findByText("The holders of 214 tickets agree.")).toBeTruthy();
    const list = within(await screen.findByRole("list", { name: "Sponsors" }));
    expect(list.getByText("1 of 2 seats taken")).toBeTruthy();
    expect(list.getAllByText("15 leads").length).toBeGreaterThan(0);
    expect(list.getByText("No seats yet")).toBeTruthy();
  });

  it("is set up over the version that was seen, and shares a question once", async () => {
    const save = vi.fn().mockReturnValue({ ...SETTINGS, version: 4 });
    const shown = visit("", { [`PUT ${PATH}/lead-settings`]: save });
    await shown.user.click(await screen.findByRole("checkbox", { name: "Role" }));
    await shown.user.click(screen.getByRole("checkbox", { name: /get the email address/ }));
    await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Saved.")).toBeTruthy();
    const [sent] = save.mock.calls[0] as [{ body: unknown; headers: Headers }];
    expect(sent.headers.get("If-Match")).toBe('"3"');
    expect(sent.body).toMatchObject({
      shares_email: false,
      company_question: "company",
      question_keys: ["role"],
      days_after_event: 14,
    });
  });

  it("wants a number of days that there can be", async () => {
    const shown = visit();
    const days = await screen.findByLabelText(/Days that links work/);
    await fill(shown.user, days, "400");
    await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
    expect((await screen.findAllByText("A whole number from 0 to 90.")).length).toBeGreaterThan(0);
    expect(shown.asked.some(({ method }) => method === "PUT")).toBe(false);
  });

  it("says what is missing where there are no sponsors and no questions", async () => {
    visit("", {
      [`GET ${PATH}/lead-sponsors`]: { items: [] },
      [`GET ${PATH}/lead-settings`]: { ...SETTINGS, questions: [], company_question: null },
    });
    expect(await screen.findByText("Add sponsors to the event first.")).toBeTruthy();
    expect(screen.getByText(/asks attendees no question/)).toBeTruthy();
  });
});

describe("the stand of a sponsor", () => {
  it("has seats, tags and a time", async () => {
    const save = vi.fn().mockReturnValue({ ...WICKS, version: 5 });
    const shown = visit(`/${ID}`, { [`PUT ${PATH}/lead-sponsors/${ID}`]: save });
    const seats = await screen.findByLabelText("Seats");
    await shown.user.clear(seats);
    await shown.user.type(seats, "3");
    await shown.user.type(screen.getByLabelText(/Tags/), "{End}{Enter}Call back");
    await shown.user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Saved.")).toBeTruthy();
    const [sent] = save.mock.calls[0] as [{ body: unknown; headers: Headers }];
    expect(sent.headers.get("If-Match")).toBe('"4"');
    expect(sent.body).toEqual({ seats: 3, ends_at: null, tags: ["Demo", "Call back"] });
  });

  it("gives a member a link, which is shown this once", async () => {
    const url = `https://turnout.example/leads#${HERE.id}.turnout_lead_x`;
    const issued = { member: { ...MO, name: "Kim" }, token: "turnout_lead_x", url, qr_svg: "<svg/>" };
    const shown = visit(`/${ID}`, {
      [`POST ${PATH}/lead-sponsors/${ID}/members`]: () => Response.json(issued, { status: 201 }),
    });
    await shown.user.click(await screen.findByRole("button", { name: "Add stand member" }));
    await shown.user.click(screen.getByRole("button", { name: "Create link" }));
    expect(screen.getByText("Enter a name")).toBeTruthy();
    await fill(shown.user, screen.getByLabelText("Name"), "Kim");
    await shown.user.click(screen.getByRole("button", { name: "Create link" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "The link of Kim" }));
    expect(dialog.getByLabelText("Link")).toHaveProperty("value", url);
    expect(dialog.getByAltText("QR code of the link")).toBeTruthy();
    await shown.user.click(dialog.getByRole("button", { name: "Handed over" }));
    expect(shown.asked.find(({ method }) => method === "POST")?.body).toEqual({ name: "Kim" });
  });

  it("says that every seat is taken", async () => {
    visit(`/${ID}`, { [`GET ${PATH}/lead-sponsors/${ID}`]: { ...WICKS, members: 2 } });
    expect(await screen.findByText(/Every seat is taken/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add stand member" })).toBeNull();
  });

  it("ends a link", async () => {
    const revoke = vi.fn().mockReturnValue({ ...MO, revoked_at: "2026-12-02T09:00:00Z" });
    const shown = visit(`/${ID}`, { [`POST ${PATH}/lead-sponsors/${ID}/members/${MO.id}/revoke`]: revoke });
    await shown.user.click(await screen.findByRole("button", { name: "More for Mo" }));
    await shown.user.click(await screen.findByRole("menuitem", { name: "End link" }));
    const dialog = within(await screen.findByRole("alertdialog", { name: "End the link of Mo?" }));
    await shown.user.click(dialog.getByRole("button", { name: "End link" }));
    expect(await screen.findByText("The link of Mo has ended.")).toBeTruthy();
    expect(revoke).toHaveBeenCalled();
  });
});
