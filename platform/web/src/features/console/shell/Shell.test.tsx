import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import events from "../events/texts/en.json";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";

const MERIDIAN = organization();
const BASE = `/organizations/${MERIDIAN.id}`;
const EVENT = madeEvent();
const OVERVIEW: Answers = {
  [`GET ${BASE}/events/${EVENT.id}`]: EVENT,
  [`GET ${BASE}/events/${EVENT.id}/publish-checklist`]: { missing: [], advice: [] },
  [`GET ${BASE}/events/${EVENT.id}/ticket-types`]: { items: [] },
  [`GET ${BASE}/events/${EVENT.id}/pools`]: { items: [] },
};

function visit(at: string, answers: Answers = {}) {
  return renderConsole(routes, {
    at,
    texts: { events },
    answers: {
      "GET /me/organizations": { items: [MERIDIAN], next_cursor: null },
      [`GET ${BASE}/events`]: { items: [EVENT], next_cursor: null },
      ...answers,
    },
  });
}

beforeEach(() => localStorage.clear());

describe("the console", () => {
  it("leads to the events of the only organization", async () => {
    visit("/");
    expect(await screen.findByRole("heading", { level: 1, name: "Events" })).toBeTruthy();
    expect(await screen.findByRole("link", { name: "Lantern Night" })).toBeTruthy();
    expect(document.title).toBe("Events · Meridian · Turnout");
  });

  it("shows newcomers the way to an organization of their own", async () => {
    visit("/", { "GET /me/organizations": { items: [], next_cursor: null } });
    const link = await screen.findByRole("link", { name: "Name your organization" });
    expect(link.getAttribute("href")).toBe("/account/organizations/new");
  });

  it("says so at an address where nothing is, and at an organization of others", async () => {
    visit("/somebody-else/events");
    expect(await screen.findByRole("heading", { level: 1, name: "Nothing is here" })).toBeTruthy();
  });

  it("leaves out of the menu what the person may not open, and says so at its address", async () => {
    visit("/meridian/events", {
      "GET /me/organizations": { items: [organization({ permissions: [] })], next_cursor: null },
    });
    expect(await screen.findByRole("heading", { level: 1, name: "You may not see this" })).toBeTruthy();
    const [menu] = screen.getAllByRole("navigation", { name: "Menu" });
    expect(within(menu as HTMLElement).queryByRole("link", { name: "Events" })).toBeNull();
  });

  it("says for whom a member of an agency acts", async () => {
    const agency = organization({ id: "0190b1de-0000-7000-8000-0000000000bb", slug: "bright", name: "Bright Lane" });
    const client = organization({ agency_id: agency.id, role: "admin" });
    visit("/meridian/events", { "GET /me/organizations": { items: [agency, client], next_cursor: null } });
    expect(await screen.findByText(/You are acting for Meridian through Bright Lane/)).toBeTruthy();
  });

  it("follows when a right is taken away while a view is open", async () => {
    let mine = MERIDIAN;
    const refused = { status: 403, code: "forbidden", title: "This needs the permission events.read." };
    const { user } = visit("/meridian/events", {
      "GET /me/organizations": () => ({ items: [mine], next_cursor: null }),
      [`GET ${BASE}/events/${EVENT.id}`]: () => Response.json(refused, { status: 403 }),
    });
    const link = await screen.findByRole("link", { name: "Lantern Night" });
    mine = organization({ permissions: [] });
    await user.click(link);
    expect(await screen.findByRole("heading", { name: "You may not see this" })).toBeTruthy();
    const [menu] = screen.getAllByRole("navigation", { name: "Menu" });
    await waitFor(() => expect(within(menu as HTMLElement).queryByRole("link", { name: "Events" })).toBeNull());
  });

  it("shows nothing more of an organization that the person was taken out of", async () => {
    let items = [MERIDIAN];
    visit("/meridian/events", { "GET /me/organizations": () => ({ items, next_cursor: null }) });
    await screen.findByRole("link", { name: "Lantern Night" });
    items = [];
    window.dispatchEvent(new Event("focus"));
    expect(await screen.findByRole("heading", { level: 1, name: "Nothing is here" })).toBeTruthy();
    expect(screen.queryByText("Lantern Night")).toBeNull();
  });

  it("moves the focus to the heading of the view that one goes to", async () => {
    const { user } = visit("/meridian/events", OVERVIEW);
    await user.click(await screen.findByRole("link", { name: "Lantern Night" }));
    const heading = await screen.findByRole("heading", { level: 1, name: "Lantern Night" });
    expect(document.activeElement).toBe(heading);
  });

  it("goes where ⌘K leads though Enter was pressed before the server answered", async () => {
    const { user } = visit("/meridian/events", OVERVIEW);
    await screen.findByRole("link", { name: "Lantern Night" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("searchbox", { name: "Search and go" }), "lant{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Lantern Night" })).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("finds events by ⌘K and goes there by keyboard", async () => {
    const { user, asked } = visit("/meridian/events", OVERVIEW);
    await screen.findByRole("link", { name: "Lantern Night" });
    await user.keyboard("{Control>}k{/Control}");
    await fill(user, await screen.findByRole("searchbox", { name: "Search and go" }), "lant");
    expect(await screen.findByRole("menuitem", { name: /Lantern Night/ })).toBeTruthy();
    expect(asked.some(({ query }) => query.get("q") === "lant")).toBe(true);
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Lantern Night" })).toBeTruthy();
  });
});
