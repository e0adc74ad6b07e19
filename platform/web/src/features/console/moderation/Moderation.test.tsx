import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ORGANIZATION, refused, visitPlatform } from "../platform/testing";
import { catchDownloads, type RenderedConsole } from "../testing";
import "./ApprovalList";
import "./ApprovalPage";
import "./BadgeList";
import "./BadgePage";
import "./ReportList";
import "./ReportPage";

const ID = "0190b1de-0000-7000-8000-000000000101";
const REQUEST = {
  id: ID,
  tenant_id: ORGANIZATION.id,
  tenant_name: ORGANIZATION.name,
  event_id: "0190b1de-0000-7000-8000-000000000102",
  event_title: "Lantern Night",
  state: "waiting",
  reason: "",
  requested_at: "2026-02-01T10:00:00Z",
  decided_by: null,
  decided_at: null as string | null,
};
const REPORT = {
  id: ID,
  tenant_id: ORGANIZATION.id,
  tenant_name: ORGANIZATION.name,
  event_id: null,
  subject: "Lantern Night",
  path: "/harbour-jazz/lantern-night",
  reason: "fraud",
  details: "There is no such hall.",
  reporter_email: "",
  reporter_user_id: null,
  reported_at: "2026-02-01T10:00:00Z",
  alike: 2,
  state: "open",
  decision: null,
  decision_reason: "",
  decided_by: null,
  decided_at: null,
  appeal: "",
  appealed_at: null,
  appeal_outcome: null,
  appeal_answer: "",
};

async function decide({ user }: RenderedConsole, choice: RegExp, reason: string): Promise<void> {
  await user.click(await screen.findByRole("radio", { name: choice }));
  await user.click(screen.getByLabelText(/^Reason/));
  await user.paste(reason);
  await user.click(screen.getByRole("button", { name: "Decide" }));
}

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("events to approve", () => {
  const detail = {
    request: REQUEST,
    event: {
      title: "Lantern Night",
      summary: "Music by the water.",
      description: "<p>Bring a <b>lamp</b>.</p>",
      kind: "in_person",
      category: "music",
      starts_at: "2026-05-01T18:00:00Z",
      ends_at: null,
      time_zone: "UTC",
      place: ["Quay 1", "Rotterdam"],
      online_url: "",
    },
    organization_name: ORGANIZATION.name,
    organization_slug: ORGANIZATION.slug,
    is_first: true,
  };
  const base = "/platform/event-approvals";
  const MAY = ["platform.event-approvals.read", "platform.event-approvals.decide"];

  it("are declined with a reason, which nothing goes without", async () => {
    const declined = { ...detail, request: { ...REQUEST, state: "declined", reason: "No such hall." } };
    const view = visitPlatform("approvals", MAY, {
      [`GET ${base}`]: { items: [REQUEST], next_cursor: null },
      [`GET ${base}/${ID}`]: detail,
      [`POST ${base}/${ID}/decision`]: declined,
    });
    await view.user.click(await screen.findByRole("link", { name: "Lantern Night" }));
    expect(await screen.findByText("lamp")).toBeTruthy();
    await view.user.click(screen.getByRole("button", { name: "Decide" }));
    expect(screen.getAllByText("Choose one.").length).toBeGreaterThan(0);
    await decide(view, /Decline/, "No such hall.");
    expect(await screen.findByText("Declined")).toBeTruthy();
    const sent = view.asked.filter(({ method }) => method === "POST").map(({ body }) => body);
    expect(sent).toEqual([{ decision: "decline", reason: "No such hall." }]);
  });

  it("show who may only look no decision", async () => {
    visitPlatform(`approvals/${ID}`, ["platform.event-approvals.read"], { [`GET ${base}/${ID}`]: detail });
    await screen.findByRole("heading", { level: 1, name: "Lantern Night" });
    expect(screen.queryByRole("button", { name: "Decide" })).toBeNull();
  });

  it("say when another moderator was faster", async () => {
    const view = visitPlatform(`approvals/${ID}`, MAY, {
      [`GET ${base}/${ID}`]: detail,
      [`POST ${base}/${ID}/decision`]: () => refused(409, { code: "x", title: "It was decided already" }),
    });
    await decide(view, /Approve/, "Fine.");
    expect(await screen.findByText("It was decided already")).toBeTruthy();
  });
});

describe("applications for the badge", () => {
  const base = "/platform/verification-applications";
  const document = {
    id: "0190b1de-0000-7000-8000-000000000103",
    name: "register.pdf",
    media_type: "application/pdf",
    bytes: 120_000,
    sha256: "00",
  };
  const detail = {
    request: { ...REQUEST, note: "Our extract." },
    documents: [document],
    organization_name: ORGANIZATION.name,
    organization_slug: ORGANIZATION.slug,
    country: "NL",
    website: "https://harbour-jazz.example",
    verification: {
      is_verified: false,
      proofs: ["domain"],
      proofs_needed: 2,
      verified_at: null,
      documents_until: null,
      withdrawn_at: null,
      withdrawn_reason: "",
      application: null,
    },
  };

  it("are approved after a document was opened", async () => {
    const made = catchDownloads();
    const may = ["read", "documents", "decide"].map((what) => `platform.verifications.${what}`);
    const view = visitPlatform("badges", may, {
      [`GET ${base}`]: { items: [{ ...REQUEST, note: "Our extract." }], next_cursor: null },
      [`GET ${base}/${ID}`]: detail,
      [`GET ${base}/${ID}/documents/${document.id}`]: () => new Response("%PDF"),
      [`POST ${base}/${ID}/decision`]: { ...detail, request: { ...detail.request, state: "approved" } },
    });
    await view.user.click(await screen.findByRole("link", { name: "Harbour Jazz" }));
    expect(await screen.findByText("Netherlands")).toBeTruthy();
    await view.user.click(screen.getByRole("button", { name: /^Open.*register.pdf$/ }));
    await waitFor(() => expect(made).toHaveBeenCalledOnce());
    await decide(view, /Approve/, "The register says so.");
    expect(await screen.findByText("Approved")).toBeTruthy();
  });

  it("keep their documents from who is no moderator", async () => {
    visitPlatform(`badges/${ID}`, ["platform.verifications.read"], { [`GET ${base}/${ID}`]: detail });
    expect(await screen.findByText("Only moderators open them.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Open/ })).toBeNull();
  });
});

describe("reports of abuse", () => {
  const base = "/platform/abuse-reports";
  const MAY = ["platform.abuse-reports.read", "platform.abuse-reports.decide"];

  it("of an organization are decided, without taking down an event that there is not", async () => {
    const view = visitPlatform(`reports?state=all&tenant=${ORGANIZATION.id}`, MAY, {
      [`GET ${base}`]: { items: [REPORT], next_cursor: null },
      [`GET ${base}/${ID}`]: REPORT,
      [`POST ${base}/${ID}/decision`]: { ...REPORT, state: "decided", decision: "warn", decision_reason: "Prove it." },
    });
    await view.user.click(await screen.findByRole("link", { name: "Lantern Night" }));
    expect(view.asked.find(({ path }) => path === base)?.query.get("tenant_id")).toBe(ORGANIZATION.id);
    await decide(view, /Warn/, "Prove it.");
    expect(await screen.findByText("Prove it.")).toBeTruthy();
    expect(screen.queryByRole("radio", { name: /Take the event down/ })).toBeNull();
  });

  it("are answered where an owner appeals", async () => {
    const appealed = { ...REPORT, state: "appealed", decision: "warn", appeal: "The hall is new." };
    const view = visitPlatform(`reports/${ID}`, MAY, {
      [`GET ${base}/${ID}`]: appealed,
      [`GET ${base}`]: { items: [], next_cursor: null },
      [`POST ${base}/${ID}/appeal-answer`]: {
        ...appealed,
        state: "closed",
        appeal_outcome: "reversed",
        appeal_answer: "So it is.",
      },
    });
    expect(await screen.findByText("The hall is new.")).toBeTruthy();
    await decide(view, /taken back/, "So it is.");
    expect(await screen.findByText("So it is.")).toBeTruthy();
    expect(view.asked.findLast(({ method }) => method === "POST")?.body).toEqual({
      outcome: "reversed",
      reason: "So it is.",
    });
  });
});
