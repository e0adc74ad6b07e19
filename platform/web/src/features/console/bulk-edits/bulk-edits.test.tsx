import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import { bodyOf, emptyEdit, problemsOf } from "./bulk-edit-form";
import "./BulkEditPage";
import type { EditedType } from "./queries";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "catalog.read", "catalog.edit"] });
const EVENT = madeEvent({});
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const PLACE = { timeZone: "Europe/Lisbon", digits: 2 };
const TYPES = [
  { id: "seat", name: "Seat", price_minor: 1000, currency: "EUR", state: "on_sale", version: 3 },
  { id: "box", name: "Box", price_minor: 9000, currency: "EUR", state: "paused", version: 1 },
  { id: "old", name: "Old", price_minor: 500, currency: "EUR", state: "archived", version: 1 },
];
const VALUES = {
  price_minor: 1000,
  sales_start_at: null,
  sales_end_at: null,
  is_hidden: false,
  minimum_per_order: 1,
  maximum_per_order: 10,
  maximum_per_person: null,
};

function item(changes: Partial<EditedType> = {}): EditedType {
  return {
    ticket_type_id: "seat",
    name: "Seat",
    currency: "EUR",
    version: 3,
    before: VALUES,
    after: { ...VALUES, price_minor: 1100 },
    problems: [],
    ...changes,
  };
}

const MADE = {
  id: "edit",
  event_id: EVENT.id,
  created_at: "2026-11-20T10:00:00Z",
  items: [item({ version: 4 })],
  undone_at: null,
  can_undo: true,
};

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/tickets/bulk-edit`,
    texts: { "bulk-edits": texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: TYPES },
      [`GET ${PATH}/bulk-edits`]: { items: [] },
      [`POST ${PATH}/bulk-edits/preview`]: { items: [item()], is_possible: true },
      [`POST ${PATH}/bulk-edits`]: MADE,
      [`POST ${PATH}/bulk-edits/edit/undo`]: { ...MADE, undone_at: "2026-11-20T11:00:00Z", can_undo: false },
      ...answers,
    },
  });
}

beforeEach(() => sessionStorage.clear());

async function raise({ user }: ReturnType<typeof visit>): Promise<void> {
  await user.selectOptions(await screen.findByLabelText(/^Price/), "raisePercent");
  await user.type(screen.getByLabelText("Percent"), "10");
  await user.click(screen.getByRole("button", { name: "Preview" }));
}

it("shows both sides of each before anything is saved, and saves with the versions that were seen", async () => {
  const shown = visit();
  await screen.findByRole("checkbox", { name: /Seat/ });
  expect(screen.queryByRole("checkbox", { name: /Old/ })).toBeNull();
  await raise(shown);
  const table = within(await screen.findByRole("table"));
  expect(table.getByText("€10")).toBeTruthy();
  expect(table.getByText("€11")).toBeTruthy();
  await shown.user.click(screen.getByRole("button", { name: "Save all" }));
  expect(await screen.findByText("Ticket types changed: 1")).toBeTruthy();
  const sent = shown.asked.find(({ method, path }) => method === "POST" && path.endsWith("/bulk-edits"));
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
  expect(sent?.body).toEqual({
    items: [
      { ticket_type_id: "seat", version: 3 },
      { ticket_type_id: "box", version: 1 },
    ],
    changes: { price: { percent_bp: 1000, rounding: "nearest" } },
  });
});

it("says what is wrong by ticket type and field, and then saves nothing", async () => {
  const problems = [{ field: "price_minor", detail: "The price would be below zero.", code: "range" }];
  const shown = visit({
    [`POST ${PATH}/bulk-edits/preview`]: { items: [item({ after: VALUES, problems })], is_possible: false },
  });
  await raise(shown);
  expect(await screen.findByText(/The price would be below zero/)).toBeTruthy();
  expect(screen.getByText(/Nothing can be saved like this/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Save all" })).toBeNull();
});

it("asks for something to change before it asks the server", async () => {
  const shown = visit();
  await shown.user.click(await screen.findByRole("button", { name: "Preview" }));
  expect(await screen.findByRole("link", { name: "Say what changes" })).toBeTruthy();
  expect(shown.asked.some(({ path }) => path.endsWith("/preview"))).toBe(false);
});

it("undoes the latest edit", async () => {
  const shown = visit({ [`GET ${PATH}/bulk-edits`]: { items: [MADE] } });
  await shown.user.click(await screen.findByRole("button", { name: /Undo the edit/ }));
  expect(await screen.findByText("The ticket types are as they were before.")).toBeTruthy();
});

it("sends what is filled in, and finds what is not", () => {
  const form = {
    ...emptyEdit(["seat"]),
    way: "lower" as const,
    amount: "2,50",
    step: "50",
    starts: "clear" as const,
    ends: "set" as const,
    endsAt: "2027-01-31T12:00",
    visibility: "hidden" as const,
    maximum: "4",
  };
  expect(bodyOf(form, TYPES as never, PLACE)).toEqual({
    items: [{ ticket_type_id: "seat", version: 3 }],
    changes: {
      price: { add_minor: -250, round_to_minor: 50, rounding: "nearest" },
      sales_start_at: null,
      sales_end_at: "2027-01-31T12:00:00.000Z",
      is_hidden: true,
      maximum_per_order: 4,
    },
  });
  expect([...problemsOf({ ...form, chosen: [], amount: "x", endsAt: "", minimum: "a" }, PLACE)]).toEqual([
    ["chosen", "chosen"],
    ["amount", "amount"],
    ["endsAt", "moment"],
    ["minimum", "whole"],
  ]);
});
