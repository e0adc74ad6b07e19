// Views of agencies and their clients, and of an organization's agencies and hand-over.
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { catchDownloads, madeEvent, organization, renderConsole, type Answers } from "../testing";
import "./Agencies";
import "./Clients";
import "./ClientTeam";
import "./Handover";
import "./Overview";
import "./SharedFigures";
import "./Templates";
import { fill } from "../../../ui/testing";
import texts from "./texts/en.json";

const RIGHTS = [
  "members.read",
  "members.manage",
  "clients.manage",
  "organizations.own",
  "orders.read",
  "template-shares.manage",
  "figure-shares.manage",
];
const AGENCY = organization({ kind: "agency", permissions: RIGHTS });
const QUAY = organization({
  id: "0190b1de-0000-7000-8000-0000000000bb",
  slug: "quay",
  name: "Quay Theatre",
  agency_id: AGENCY.id,
  permissions: ["ownership-claims.manage"],
});
const BASE = `/organizations/${AGENCY.id}`;
const LINK = {
  id: "0190b1de-0000-7000-8000-0000000000c1",
  organization_id: QUAY.id,
  organization_name: QUAY.name,
  organization_slug: QUAY.slug,
  agency_id: AGENCY.id,
  agency_name: AGENCY.name,
  agency_slug: AGENCY.slug,
  role: "admin",
  permissions: null,
  state: "active",
  offered_at: "2026-02-01T12:00:00Z",
  accepted_at: "2026-02-02T12:00:00Z",
  ended_at: null,
  second_factor_minutes: null,
};
const OFFERED = { ...LINK, id: "0190b1de-0000-7000-8000-0000000000c2", state: "offered", accepted_at: null };
const MEMBER = {
  id: "0190b1de-0000-7000-8000-0000000000d1",
  user_id: "0190b1de-0000-7000-8000-0000000000d2",
  display_name: "Ali Hassan",
  email: "ali@agency.example",
  role: "staff",
  agency_link_id: null,
  avatar_id: null,
  created_at: "2026-02-01T12:00:00Z",
  event_ids: null,
  expires_at: null,
  version: 1,
};

function visit(at: string, answers: Answers) {
  return renderConsole(routes, {
    at: `/meridian/${at}`,
    texts: { agency: texts },
    answers: { "GET /me/organizations": { items: [AGENCY, QUAY], next_cursor: null }, ...answers },
  });
}

function listed(...items: unknown[]) {
  return { items, next_cursor: null };
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

describe("Clients", () => {
  it("are entered, offered to by their page's address, and ended when asked twice", async () => {
    const { user, asked } = visit("clients", {
      [`GET ${BASE}/clients`]: listed(LINK),
      [`POST ${BASE}/clients`]: OFFERED,
      [`DELETE ${BASE}/clients/${LINK.id}`]: new Response(null, { status: 204 }),
    });
    const client = await screen.findByRole("link", { name: "Quay Theatre" });
    expect(client.getAttribute("href")).toBe("/quay");
    await user.click(screen.getByRole("button", { name: "Offer to act for a client" }));
    await user.click(await screen.findByRole("button", { name: "Send the offer" }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    await fill(user, screen.getByLabelText(/^Organization/), "https://turnout.example/Quay/spring");
    await user.click(screen.getByRole("radio", { name: /Staff/ }));
    await user.click(screen.getByRole("button", { name: "Send the offer" }));
    expect(await screen.findByText("Quay Theatre has your offer.")).toBeTruthy();
    const offer = asked.find(({ method, path }) => method === "POST" && path === `${BASE}/clients`);
    expect(offer?.body).toEqual({ client_slug: "quay", role: "staff" });
    await user.click(screen.getByRole("button", { name: "More for Quay Theatre" }));
    await user.click(await screen.findByRole("menuitem", { name: "Stop acting for it" }));
    await user.click(await screen.findByRole("button", { name: "Stop acting for it" }));
    expect(await screen.findByText("It ended with Quay Theatre.")).toBeTruthy();
  });

  it("begin with the next step, and say at the field that nobody has the name", async () => {
    const problem = {
      title: "Please check",
      errors: [{ pointer: "/client_slug", detail: "No organization has this." }],
    };
    const { user } = visit("clients", {
      [`GET ${BASE}/clients`]: listed(),
      [`POST ${BASE}/clients`]: () => Response.json(problem, { status: 422 }),
    });
    await screen.findByText("No clients yet");
    await user.click(screen.getByRole("button", { name: "Offer to act for a client" }));
    await fill(user, await screen.findByLabelText(/^Organization/), "nobody");
    await user.click(screen.getByRole("button", { name: "Send the offer" }));
    const summary = await screen.findByRole("alert");
    expect(within(summary).getByRole("link", { name: "No organization has this." })).toBeTruthy();
  });
});

describe("All clients", () => {
  const figures = {
    upcoming_events: 3,
    capacity: 200,
    sold: 180,
    open_orders: 2,
    revenue: [{ currency: "EUR", amount_minor: 125_00 }],
    attention: { orders_to_decide: 2, drafts_soon: 1, nothing_on_sale: 0, nearly_sold_out: 1 },
    counted_at: "2026-03-01T12:00:00Z",
  };
  const line = {
    organization_id: QUAY.id,
    slug: QUAY.slug,
    name: QUAY.name,
    state: "active",
    role: "admin",
    agency_id: AGENCY.id,
    figures,
    needs_second_factor: false,
    agency_sign_in: null,
  };
  const shut = { ...line, organization_id: "x", name: "Shut", slug: "shut", figures: null };
  const overview = {
    organizations: [line, { ...shut, agency_sign_in: "refused" }],
    upcoming_events: 3,
    capacity: 200,
    sold: 180,
    open_orders: 2,
    revenue: figures.revenue,
    organizations_to_look_at: 1,
  };

  it("stand with their figures and what needs a look, filtered, and exported as they are filtered", async () => {
    const made = catchDownloads();
    const { user, asked } = visit("clients/overview", {
      "GET /me/overview": overview,
      "GET /me/overview/report": () => new Response("client,event\n", { headers: { "Content-Type": "text/csv" } }),
    });
    expect(await screen.findByRole("link", { name: "Orders to decide: 2" })).toBeTruthy();
    expect(screen.getByText("Lets no agency in")).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Only who needs a look" }));
    await waitFor(() => expect(asked.at(-1)?.query.get("needs_attention")).toBe("true"));
    expect(asked.at(-1)?.query.get("agency_id")).toBe(AGENCY.id);
    await user.click(screen.getByRole("button", { name: "Download PDF" }));
    await waitFor(() => expect(made).toHaveBeenCalledOnce());
    const query = asked.at(-1)?.query;
    const said = ["needs_attention", "format", "language"].map((name) => query?.get(name));
    expect(said).toEqual(["true", "pdf", "en"]);
  });
});

describe("Who works where", () => {
  const list = { member_id: MEMBER.id, clients: [{ organization_id: QUAY.id, event_ids: ["e1"] }], version: 4 };
  const PATH = `${BASE}/members/${MEMBER.id}/clients`;

  it("is changed over the version that was seen, and what was limited to events stays so", async () => {
    const other = {
      ...LINK,
      id: "other",
      organization_id: "0190b1de-0000-7000-8000-0000000000b2",
      organization_name: "Mill",
    };
    const { user, asked } = visit(`clients/team?member=${MEMBER.id}`, {
      [`GET ${BASE}/members`]: listed(MEMBER, { ...MEMBER, id: "own", display_name: "Dana", role: "owner" }),
      [`GET ${BASE}/clients`]: listed(LINK, other),
      [`GET ${PATH}`]: list,
      [`PUT ${PATH}`]: list,
    });
    expect(await screen.findByText(/some of its events: 1/)).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Mill" }));
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Saved for Ali Hassan.")).toBeTruthy();
    const put = asked.find(({ method }) => method === "PUT");
    expect(put?.headers.get("If-Match")).toBe('"4"');
    expect(put?.body).toEqual({
      clients: [
        { organization_id: other.organization_id, event_ids: null },
        { organization_id: QUAY.id, event_ids: ["e1"] },
      ],
    });
  });
});

describe("Agencies", () => {
  it("are let in with their scope in sight, asked for a proof and shown out; whom they brought is kept", async () => {
    const brought = { ...MEMBER, agency_link_id: LINK.id };
    const { user, asked } = visit("settings/agencies", {
      [`GET ${BASE}/agency-links`]: listed(
        { ...OFFERED, permissions: ["orders.read"] },
        { ...LINK, agency_name: "Old" },
      ),
      [`POST ${BASE}/agency-links/${OFFERED.id}/accept`]: LINK,
      [`PATCH ${BASE}/agency-links/${LINK.id}`]: LINK,
      [`DELETE ${BASE}/agency-links/${LINK.id}`]: new Response(null, { status: 204 }),
      [`GET ${BASE}/members`]: listed(brought),
      [`POST ${BASE}/members/${MEMBER.id}/keep`]: brought,
    });
    await user.click(await screen.findByRole("button", { name: "Let it in" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("orders.read")).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Let it in" }));
    expect(await screen.findByText("Meridian may act here now.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for Old" }));
    await user.click(await screen.findByRole("menuitem", { name: "Ask for a second factor" }));
    await user.selectOptions(await screen.findByLabelText("How long ago at most"), "60");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ second_factor_minutes: 60 }),
    );
    await user.click(screen.getByRole("button", { name: "Keep" }));
    expect(await screen.findByText("Ali Hassan stays.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for Old" }));
    await user.click(await screen.findByRole("menuitem", { name: "Show it out" }));
    await user.click(await screen.findByRole("button", { name: "Show it out" }));
    expect(await screen.findByText("It ended with Old.")).toBeTruthy();
  });
});

describe("A hand-over", () => {
  const offer = {
    id: "0190b1de-0000-7000-8000-0000000000f1",
    organization_id: AGENCY.id,
    email: "new@owner.example",
    agency_id: null,
    former_owners: "leave",
    state: "offered",
    offered_by: MEMBER.user_id,
    offered_at: "2026-03-01T12:00:00Z",
    expires_at: "2026-03-08T12:00:00Z",
    answered_by: null,
    answered_at: null,
  };

  it("is offered to a person or an agency, and taken back", async () => {
    let offers: unknown[] = [];
    const { user, asked } = visit("settings/handover", {
      [`GET ${BASE}/handovers`]: () => listed(...offers),
      [`GET ${BASE}/agency-links`]: listed(),
      [`POST ${BASE}/handovers`]: () => {
        offers = [offer];
        return offer;
      },
      [`DELETE ${BASE}/handovers/${offer.id}`]: () => {
        offers = [{ ...offer, state: "withdrawn", answered_at: "2026-03-02T12:00:00Z" }];
        return new Response(null, { status: 204 });
      },
    });
    await user.click(await screen.findByRole("button", { name: "Offer the organization" }));
    await user.click(await screen.findByRole("radio", { name: "An agency" }));
    await user.click(screen.getByRole("button", { name: "Send the offer" }));
    expect(within(await screen.findByRole("alert")).getByText("Say which agency.")).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "A person" }));
    await fill(user, screen.getByLabelText(/^Their email address/), "new@owner.example");
    await user.click(screen.getByRole("button", { name: "Send the offer" }));
    expect(await screen.findByText("new@owner.example")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "POST");
    expect(sent?.body).toEqual({ email: "new@owner.example", former_owners: "leave", valid_days: 7 });
    await user.click(screen.getByRole("button", { name: "More for new@owner.example" }));
    await user.click(await screen.findByRole("menuitem", { name: "Take the offer back" }));
    await user.click(await screen.findByRole("button", { name: "Take the offer back" }));
    expect(await screen.findByText("Taken back")).toBeTruthy();
  });
});

describe("A client without an owner", () => {
  it("is handed over by a link that is shown once, and revoked", async () => {
    const refused = { title: "No", detail: "No link is open.", code: "ownership-claims.no-link" };
    const path = `/organizations/${QUAY.id}/claim-link`;
    const { user } = visit("clients", {
      [`GET ${BASE}/clients`]: listed(LINK),
      [`POST ${path}`]: { url: "https://turnout.example/claim/x", expires_at: "2026-03-08T12:00:00Z" },
      [`DELETE ${path}`]: () => Response.json(refused, { status: 409 }),
    });
    await user.click(await screen.findByRole("button", { name: "More for Quay Theatre" }));
    await user.click(await screen.findByRole("menuitem", { name: "Make a claim link" }));
    expect(await screen.findByDisplayValue("https://turnout.example/claim/x")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "I have kept it" }));
    await user.click(screen.getByRole("button", { name: "More for Quay Theatre" }));
    await user.click(await screen.findByRole("menuitem", { name: "Revoke the claim link" }));
    expect(await screen.findByText("No link is open.")).toBeTruthy();
  });
});

describe("Templates", () => {
  const gala = madeEvent({ id: "0190b1de-0000-7000-8000-0000000000e1", title: "Gala", is_template: true });
  const market = madeEvent({ id: "0190b1de-0000-7000-8000-0000000000e2", title: "Market", is_template: true });
  const share = {
    template_id: market.id,
    clients: [QUAY.id],
    shared_by: null,
    shared_at: "2026-02-01T12:00:00Z",
    slug: "market",
    title: "Market",
    uses: 3,
    version: 2,
  };

  it("are shared with all clients or some, over the version that was seen, and no more", async () => {
    const { user, asked } = visit("clients/templates", {
      [`GET ${BASE}/events`]: listed(gala, market),
      [`GET ${BASE}/template-shares`]: listed(share),
      [`GET ${BASE}/clients`]: listed(LINK),
      [`PUT ${BASE}/template-shares/${gala.id}`]: { ...share, template_id: gala.id, clients: null },
      [`PUT ${BASE}/template-shares/${market.id}`]: share,
      [`DELETE ${BASE}/template-shares/${market.id}`]: new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole("button", { name: "Gala" }));
    await user.click(await screen.findByRole("button", { name: "Share" }));
    expect(await screen.findByText("Gala is shared as you chose.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Market" }));
    await user.click(await screen.findByRole("radio", { name: /All clients/ }));
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Market is shared as you chose.")).toBeTruthy();
    const puts = asked.filter(({ method }) => method === "PUT");
    expect(puts.map(({ body }) => body)).toEqual([{ clients: null }, { clients: null }]);
    expect(puts.map(({ headers }) => headers.get("If-Match"))).toEqual([null, '"2"']);
    await user.click(screen.getByRole("button", { name: "More for Market" }));
    await user.click(await screen.findByRole("menuitem", { name: "Stop sharing" }));
    await user.click(await screen.findByRole("button", { name: "Stop sharing" }));
    expect(await screen.findByText("Market is shared no more.")).toBeTruthy();
  });
});

describe("Shared figures", () => {
  it("name the partner, the figures and the last day, and end", async () => {
    const event = madeEvent();
    const share = {
      id: "0190b1de-0000-7000-8000-0000000000f7",
      member_id: MEMBER.id,
      event_id: event.id,
      figures: ["sold"],
      shared_by: MEMBER.user_id,
      shared_at: "2026-02-01T12:00:00Z",
      expires_at: null,
    };
    let shares: unknown[] = [];
    const { user, asked } = visit(`events/${event.id}/shared-figures`, {
      [`GET ${BASE}/events/${event.id}`]: event,
      [`GET ${BASE}/figure-shares`]: () => listed(...shares),
      [`GET ${BASE}/members`]: listed(MEMBER),
      [`POST ${BASE}/figure-shares`]: () => {
        shares = [share];
        return share;
      },
      [`DELETE ${BASE}/figure-shares/${share.id}`]: () => {
        shares = [];
        return new Response(null, { status: 204 });
      },
    });
    await user.click(await screen.findByRole("button", { name: "Share figures" }));
    await user.click(await screen.findByRole("button", { name: "Share" }));
    expect(within(await screen.findByRole("alert")).getByText("Choose with whom.")).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(/^With whom/), MEMBER.id);
    await user.click(screen.getByRole("checkbox", { name: "Capacity" }));
    await user.click(screen.getByRole("button", { name: "Share" }));
    expect(await screen.findByText("As long as they are a member")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "POST");
    expect(sent?.body).toEqual({ member_id: MEMBER.id, event_id: event.id, figures: ["sold"], expires_at: null });
    await user.click(screen.getByRole("button", { name: "More for Ali Hassan" }));
    await user.click(await screen.findByRole("menuitem", { name: "Stop sharing" }));
    await user.click(await screen.findByRole("button", { name: "Stop sharing" }));
    expect(await screen.findByText("No figures are shared")).toBeTruthy();
  });
});
