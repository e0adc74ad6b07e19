import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import { fill } from "../../../ui/testing";
import texts from "./texts/en.json";

const HERE = organization({
  permissions: [
    "events.read",
    "events.write",
    "events.publish",
    "inventory.edit",
    "catalog.edit",
    "organizations.read",
  ],
});
const BASE = `/organizations/${HERE.id}`;
const MADE = madeEvent();
const BELOW = `${BASE}/events/${MADE.id}`;
const NONE = { items: [], next_cursor: null };

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: "/meridian/events/new",
    texts: { events: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${BASE}`]: { time_zone: "Europe/Brussels", currency: "EUR" },
      [`GET ${BASE}/events`]: NONE,
      [`GET ${BASE}/shared-templates`]: NONE,
      [`POST ${BASE}/events`]: MADE,
      [`POST ${BELOW}/pools`]: { id: "pool" },
      [`POST ${BELOW}/ticket-types`]: { id: "type" },
      [`GET ${BELOW}`]: MADE,
      [`GET ${BELOW}/publish-checklist`]: { missing: [], advice: [] },
      [`GET ${BELOW}/ticket-types`]: { items: [] },
      [`GET ${BELOW}/pools`]: { items: [] },
      ...answers,
    },
  });
}

const bodies = (asked: readonly Asked[]): Record<string, unknown> =>
  Object.fromEntries(
    asked.filter(({ method }) => method === "POST").map(({ path, body }) => [path.split("/").at(-1) ?? "", body]),
  );

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe("a new event in one screen", () => {
  it("shows its page while it is filled in, and makes event, stock and ticket", async () => {
    const { user, asked } = visit();
    await fill(user, await screen.findByLabelText("What is it called?"), "Lantern Night");
    await fill(user, screen.getByLabelText("Starts"), "2031-05-05T19:00");
    await fill(user, screen.getByLabelText("Place"), "Harbour Hall");
    await fill(user, screen.getByLabelText(/Price/), "25,50");
    const preview = within(screen.getByRole("complementary", { name: "How your page will look" }));
    expect(preview.getByRole("heading", { name: "Lantern Night" })).toBeTruthy();
    expect(preview.getByText(/Mon 5 May 2031, 19:00–22:00/)).toBeTruthy();
    expect(preview.getByText("€25.50")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Create event" }));
    expect(await screen.findByRole("heading", { name: "Before you publish" })).toBeTruthy();
    expect(bodies(asked)).toMatchObject({
      events: { title: "Lantern Night", starts_at: "2031-05-05T19:00", ends_at: "2031-05-05T22:00" },
      pools: { name: "Admission", capacity: 100 },
      "ticket-types": { kind: "paid", price_minor: 2550, currency: "EUR", pool_id: "pool" },
    });
  });

  it("names what is missing at its field and sends nothing", async () => {
    const { user, asked } = visit();
    await user.click(await screen.findByRole("button", { name: "Create event" }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect(screen.getByLabelText("What is it called?").getAttribute("aria-invalid")).toBe("true");
    expect(bodies(asked)).toEqual({});
  });

  it("is a copy of another under its name, moved to a new start, with the next steps at hand", async () => {
    const { user, asked } = visit({
      [`GET ${BASE}/events`]: ({ query }: Asked) =>
        query.has("templates") ? NONE : { items: [MADE], next_cursor: null },
      [`POST ${BELOW}/copies`]: MADE,
    });
    await user.selectOptions(await screen.findByLabelText(/^Start from/), MADE.id);
    expect(screen.getByLabelText("What is it called?")).toHaveProperty("value", MADE.title);
    await fill(user, screen.getByLabelText(/^Starts/), "2031-05-05T19:00");
    await user.click(screen.getByRole("button", { name: "Create event" }));
    const next = within(await screen.findByRole("navigation", { name: "What comes next" }));
    expect(next.getAllByRole("link").map(({ textContent }) => textContent)).toEqual([
      "Add ticket type",
      "Ask a question",
    ]);
    expect(bodies(asked)["copies"]).toEqual({ title: MADE.title, starts_at: "2031-05-05T19:00" });
  });

  it("goes on where it stopped when a part could not be made", async () => {
    let tries = 0;
    const full = {
      status: 422,
      code: "invalid",
      title: "Invalid",
      errors: [{ pointer: "/capacity", detail: "Less." }],
    };
    const { user, asked } = visit({
      [`POST ${BELOW}/pools`]: () => (tries++ === 0 ? Response.json(full, { status: 422 }) : { id: "pool" }),
    });
    await fill(user, await screen.findByLabelText("What is it called?"), "Lantern Night");
    await user.click(screen.getByRole("button", { name: "Create event" }));
    expect((await screen.findAllByText("Less.")).length).toBe(2);
    await user.click(screen.getByRole("button", { name: "Create event" }));
    expect(await screen.findByRole("heading", { name: "Before you publish" })).toBeTruthy();
    expect(asked.filter(({ method, path }) => method === "POST" && path.endsWith("/events"))).toHaveLength(1);
  });

  it("is made of a template that an agency shares", async () => {
    const shared = { template_id: "gala", title: "Gala", agency_name: "Quay Agency" };
    const { user, asked } = visit({
      [`GET ${BASE}/shared-templates`]: { items: [shared], next_cursor: null },
      [`POST ${BASE}/shared-templates/gala/copies`]: MADE,
    });
    await screen.findByRole("option", { name: "Template of Quay Agency: Gala" });
    await user.selectOptions(screen.getByLabelText(/^Start from/), "Template of Quay Agency: Gala");
    await fill(user, screen.getByLabelText("What is it called?"), "Gala in spring");
    await user.click(screen.getByRole("button", { name: "Create event" }));
    await vi.waitFor(() => expect(bodies(asked)).toEqual({ copies: { title: "Gala in spring" } }));
  });
});
