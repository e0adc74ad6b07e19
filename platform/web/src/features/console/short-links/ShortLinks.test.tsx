import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { routes } from "../routes";
import { organization, renderConsole, type Answers } from "../testing";
import { fill } from "../../../ui/testing";
import type { ShortLink } from "./queries";
import "./ShortLinks";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["short-links.read", "short-links.edit", "events.read"] });
const LIST = `/organizations/${HERE.id}/short-links`;
const EVENT = "0190b1de-0000-7000-8000-0000000000e1";
const LINK: ShortLink = {
  id: "0190b1de-0000-7000-8000-0000000000e7",
  code: "k7m2xqp",
  url: "https://tickets.example/s/k7m2xqp",
  name: "Poster at the pier",
  target: "tickets",
  event_id: EVENT,
  ticket_type_id: null,
  access_code: "EARLY",
  partner: "",
  campaign: "summer",
  source: "poster",
  is_on: true,
  visits: 1234,
  last_visited_on: "2026-01-01",
  version: 4,
  created_at: "2026-01-01T00:00:00Z",
  created_by: "user:x",
};

function visit(answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at: "/meridian/short-links",
    texts: { "short-links": texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${LIST}`]: { items: [LINK], next_cursor: null },
      [`GET /organizations/${HERE.id}/events`]: {
        items: [{ id: EVENT, slug: "lantern-night", title: "Lantern Night" }],
        next_cursor: null,
      },
      [`POST ${LIST}`]: { ...LINK, url: "https://tickets.example/s/another" },
      [`PATCH ${LIST}/${LINK.id}`]: { ...LINK, is_on: false },
      ...answers,
    },
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("scrollTo", () => undefined);
});

it("lists links with where they lead and how often each was asked for", async () => {
  visit();
  const rows = within(await screen.findByRole("list", { name: "Short links" }));
  expect(rows.getByText("tickets.example/s/k7m2xqp")).toBeTruthy();
  expect(await rows.findByText("Tickets of Lantern Night")).toBeTruthy();
  expect(rows.getByText("poster · summer · EARLY")).toBeTruthy();
  expect(rows.getByText("1,234 visits")).toBeTruthy();
});

it("makes one, and says its address", async () => {
  const shown = visit();
  await fill(shown.user, await screen.findByLabelText(/^Name/), "Banner");
  await shown.user.click(screen.getByRole("button", { name: "Make link" }));
  expect(await screen.findByText("https://tickets.example/s/another was made")).toBeTruthy();
});

it("says at the field what is wrong", async () => {
  const problem = {
    type: "/problems/invalid",
    title: "Invalid",
    status: 422,
    code: "invalid",
    errors: [{ pointer: "/event_id", detail: "Choose the event that it leads to.", code: "missing" }],
  };
  const shown = visit({ [`POST ${LIST}`]: () => Response.json(problem, { status: 422 }) });
  await fill(shown.user, await screen.findByLabelText(/^Name/), "Banner");
  await shown.user.click(screen.getByRole("button", { name: "Make link" }));
  expect(await screen.findByText("Choose the event that it leads to.")).toBeTruthy();
});

it("shows who may only look no way to make or to switch one", async () => {
  const shown = visit({}, organization({ permissions: ["short-links.read"] }));
  expect(await screen.findByText(LINK.name)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Make link" })).toBeNull();
  await shown.user.click(screen.getByRole("button", { name: /Poster at the pier/ }));
  expect(await screen.findByText("QR code as SVG")).toBeTruthy();
  expect(screen.queryByText("Switch off")).toBeNull();
});

it("shows how often a link was asked for, day by day", async () => {
  const shown = visit({
    [`GET ${LIST}/${LINK.id}`]: { ...LINK, visits: 1235 },
    [`GET ${LIST}/${LINK.id}/visits`]: { items: [{ day: "2026-01-01", visits: 35 }] },
  });
  await shown.user.click(await screen.findByRole("button", { name: /Poster at the pier/ }));
  await shown.user.click(await screen.findByText("Visits by day"));
  expect(await screen.findByText("1,235 visits")).toBeTruthy();
  expect(await screen.findByText("35")).toBeTruthy();
});
