import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import texts from "./texts/en.json";
import type { TicketType } from "./type-form";

const HERE = organization({ permissions: ["events.read", "catalog.read", "catalog.edit", "inventory.read"] });
const EVENT = madeEvent({ ends_at: "2099-12-14T20:30:00Z", starts_at: "2099-12-14T17:00:00Z" });
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const HALL = { id: "pool-hall", name: "Hall", capacity: 10, taken: 5, held: 2, reserved: 0, remaining: 5, version: 1 };

function madeType(changes: Partial<TicketType>): TicketType {
  return {
    add_on_to: [],
    admits_to: [],
    benefits: [],
    currency: "EUR",
    description: "",
    id: "early",
    is_hidden: false,
    needs_code: false,
    has_price_rules: false,
    has_channel_settings: false,
    excludes_tax: false,
    prices: {},
    kind: "paid",
    maximum_per_order: 10,
    maximum_per_person: null,
    maximum_per_ticket: null,
    minimum_per_order: 1,
    minimum_price_minor: 0,
    needs_approval: false,
    name: "Early bird",
    parts: [],
    places: 1,
    pool_id: HALL.id,
    position: 1,
    price_minor: 2500,
    sales_end_at: "2099-10-01T10:00:00Z",
    sales_start_at: null,
    sold_as: "ticket",
    state: "on_sale",
    tax_rate_bp: 0,
    translations: {},
    version: 3,
    ...changes,
  };
}

const EARLY = madeType({});
const REGULAR = madeType({ id: "regular", name: "Regular", price_minor: 4000, sales_end_at: null, state: "paused" });
const BARCODES = { event_id: EVENT.id, has_code_128: true, has_pdf417: false, version: 2 };
const STALE = () => Response.json({ status: 412, code: "precondition-failed" }, { status: 412 });

function visit(answers: Answers, types: () => readonly TicketType[] = () => [EARLY, REGULAR]) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/tickets`,
    texts: { tickets: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: () => ({ items: types() }),
      [`GET ${PATH}/pools`]: { items: [HALL] },
      [`GET ${PATH}/ticket-barcodes`]: BARCODES,
      ...answers,
    },
  });
}

async function choose(user: ReturnType<typeof visit>["user"], name: string, action: string): Promise<void> {
  await user.click(await screen.findByRole("button", { name: `More for ${name}` }));
  await user.click(await screen.findByRole("menuitem", { name: action }));
}

beforeEach(() => localStorage.clear());

describe("the ticket types of an event", () => {
  it("say that tax comes on top once somebody says so, with an example of their own", async () => {
    const taxed = madeType({ tax_rate_bp: 1900 });
    const { user, asked } = visit(
      { [`PUT ${PATH}/ticket-types/tax`]: { event_id: EVENT.id, excludes_tax: true } },
      () => [taxed],
    );
    expect(await screen.findByText(/€25 becomes €29.75 with 19% tax/)).toBeTruthy();
    await user.click(screen.getByRole("checkbox", { name: "Prices are without tax" }));
    expect(await screen.findByText("Prices are without tax now.")).toBeTruthy();
    expect(asked.find(({ method, path }) => method === "PUT" && path.endsWith("/tax"))?.body).toEqual({
      excludes_tax: true,
    });
  });

  it("are shown with state, price and what is sold, and moved by menu with the version that was seen", async () => {
    let order = [EARLY, REGULAR];
    const { user, asked } = visit(
      { [`POST ${PATH}/ticket-types/early/move`]: () => ((order = [REGULAR, EARLY]), EARLY) },
      () => order,
    );
    const [first, second] = await screen.findAllByRole("row");
    expect(within(first!).getByText("On sale")).toBeTruthy();
    expect(within(first!).getByText("€25")).toBeTruthy();
    expect(await within(first!).findByText("3 of 10 sold")).toBeTruthy();
    expect(within(second!).getByText("Paused")).toBeTruthy();
    await choose(user, "Early bird", "Move down");
    expect(await screen.findByText("Early bird is moved.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "POST");
    expect([sent?.body, sent?.headers.get("If-Match")]).toEqual([{ after: "regular" }, '"3"']);
    expect(screen.getAllByRole("row").map((row) => row.textContent?.includes("Regular"))).toEqual([true, false]);
  });

  it("begin with the next step, and one is made with a capacity of its own", async () => {
    const { user, asked } = visit(
      {
        [`POST ${PATH}/pools`]: { ...HALL, id: "pool-new" },
        [`POST ${PATH}/ticket-types`]: () => Response.json(EARLY, { status: 201 }),
      },
      () => [],
    );
    await user.click(await screen.findByRole("button", { name: "Add ticket type" }));
    const panel = within(await screen.findByRole("dialog", { name: "New ticket type" }));
    await user.click(panel.getByRole("button", { name: "Add ticket type" }));
    expect(panel.getAllByText("Give it a name")).toHaveLength(2);
    await user.click(panel.getByLabelText("Name"));
    await user.paste("Early bird");
    await user.click(panel.getByLabelText("Price (EUR)"));
    await user.paste("25,50");
    await user.click(panel.getByRole("button", { name: "Add ticket type" }));
    expect(await screen.findByText("Early bird is on sale.")).toBeTruthy();
    const [pool, type] = asked.filter(({ method }) => method === "POST");
    expect(pool?.body).toEqual({ name: "Early bird", capacity: 100 });
    expect(type?.body).toMatchObject({ name: "Early bird", price_minor: 2550, currency: "EUR", pool_id: "pool-new" });
  });

  it("show both sides where somebody else was faster, and what the server refuses at its field", async () => {
    let current = EARLY;
    const invalid = { status: 422, errors: [{ pointer: "/price_minor", detail: "That is too much." }] };
    const { user, asked } = visit(
      {
        [`PATCH ${PATH}/ticket-types/early`]: ({ headers }: Asked) => {
          if (headers.get("If-Match") === '"4"') return Response.json(invalid, { status: 422 });
          current = { ...EARLY, price_minor: 3000, version: 4 };
          return STALE();
        },
      },
      () => [current, REGULAR],
    );
    await choose(user, "Early bird", "Edit");
    const panel = within(await screen.findByRole("dialog", { name: "Early bird" }));
    await user.clear(panel.getByLabelText("Price (EUR)"));
    await user.paste("26");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect([conflict.getByText("26"), conflict.getByText("30")]).toHaveLength(2);
    await user.click(conflict.getByRole("button", { name: "Save mine" }));
    expect(await panel.findAllByText("That is too much.")).toHaveLength(2);
    expect(asked.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
      { price_minor: 2600 },
      { price_minor: 2600 },
    ]);
  });

  it("are archived where they were ordered and cannot be deleted", async () => {
    const inUse = { status: 409, code: "catalog.ticket-type-in-use", title: "This ticket type was ordered" };
    const { user, asked } = visit({
      [`DELETE ${PATH}/ticket-types/early`]: () => Response.json(inUse, { status: 409 }),
      [`PATCH ${PATH}/ticket-types/early`]: { ...EARLY, state: "archived", version: 4 },
    });
    await choose(user, "Early bird", "Delete");
    const dialog = within(await screen.findByRole("alertdialog", { name: "Delete Early bird?" }));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await dialog.findByText("This ticket type was ordered")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Archive" }));
    expect(await screen.findByText("Early bird is archived. Tickets that were sold stay valid.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({ state: "archived" });
  });
});

describe("a pass", () => {
  const IN_SERIES = { ...EVENT, series_id: "season" };
  const choice = (id: string, title: string, ...types: string[]) => ({
    event_id: id,
    title,
    slug: id,
    starts_at: "2099-12-14T17:00:00Z",
    ends_at: "2099-12-14T20:30:00Z",
    time_zone: "Europe/Brussels",
    state: "published",
    ticket_types: types.map((type) => ({
      ticket_type_id: type,
      name: type,
      price_minor: 2500,
      currency: "EUR",
    })),
  });
  const CHOICES = [
    choice(EVENT.id, "First evening", "early", "regular"),
    choice("second", "Second evening", "door"),
    choice("third", "Third evening", "seat"),
    choice("fourth", "Fourth evening"),
  ];

  it("is made of one ticket type of each event, all of them to begin with", async () => {
    const { user, asked } = visit({
      [`GET ${PATH}`]: IN_SERIES,
      [`GET ${PATH}/ticket-types/pass-choices`]: { items: CHOICES },
      [`POST ${PATH}/ticket-types`]: () =>
        Response.json(madeType({ name: "Season", sold_as: "pass" }), { status: 201 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add ticket type" }));
    const panel = within(await screen.findByRole("dialog", { name: "New ticket type" }));
    await user.click(panel.getByRole("radio", { name: /^Pass/ }));
    await user.click(panel.getByLabelText("Name"));
    await user.paste("Season");
    await user.click(panel.getByLabelText("Price (EUR)"));
    await user.paste("60");
    const [first, second, third, fourth] = await panel.findAllByRole<HTMLSelectElement>("combobox", {
      name: /evening/,
    });
    expect([first, second, third, fourth].map((each) => each?.value)).toEqual(["early", "door", "seat", ""]);
    expect([within(first!).queryByText("Not included"), fourth?.disabled]).toEqual([null, true]);
    for (const each of [second!, third!]) await user.selectOptions(each, "Not included");
    await user.click(panel.getByRole("button", { name: "Add ticket type" }));
    expect(panel.getAllByText("Choose at least two events")).toHaveLength(2);
    await user.selectOptions(third!, "seat");
    await user.selectOptions(first!, "regular");
    await user.click(panel.getByRole("button", { name: "Add ticket type" }));
    expect(await screen.findByText("Season is on sale.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "POST")?.body as { parts: { ticket_type_id: string }[] };
    expect(sent).toMatchObject({ sold_as: "pass", pool_id: null, places: 1, price_minor: 6000 });
    expect(new Set(sent.parts.map((part) => part.ticket_type_id))).toEqual(new Set(["seat", "regular"]));
  });

  it("is offered in a series only, and its line says how many events it admits to", async () => {
    const admits = CHOICES.slice(0, 2).map((each) => ({ ...each, visibility: "public" }));
    const { user } = visit({}, () => [madeType({ name: "Season", sold_as: "pass", admits_to: admits })]);
    expect(await screen.findByText("Admits to 2 events")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add ticket type" }));
    const panel = within(await screen.findByRole("dialog", { name: "New ticket type" }));
    expect(panel.queryByRole("radio", { name: /^Pass/ })).toBeNull();
  });
});

describe("the bar codes of PDF tickets", () => {
  const MAY = organization({ permissions: [...HERE.permissions, "events.write"] });
  const theirs = { "GET /me/organizations": { items: [MAY], next_cursor: null } };

  it("are chosen over the version that was seen", async () => {
    const { user, asked } = visit({
      ...theirs,
      [`PUT ${PATH}/ticket-barcodes`]: { ...BARCODES, has_pdf417: true, version: 3 },
    });
    const pdf417 = await screen.findByRole("checkbox", { name: /PDF417/ });
    expect(screen.getByRole("checkbox", { name: /Code 128/ })).toHaveProperty("checked", true);
    await user.click(pdf417);
    expect(await screen.findByText("Saved. PDF tickets have it from now on.")).toBeTruthy();
    const sent = asked.find(({ method }) => method === "PUT");
    expect([sent?.body, sent?.headers.get("If-Match")]).toEqual([{ has_code_128: true, has_pdf417: true }, '"2"']);
    expect(screen.getByRole("checkbox", { name: /PDF417/ })).toHaveProperty("checked", true);
  });

  it("stay as they are where somebody was faster", async () => {
    const { user } = visit({ ...theirs, [`PUT ${PATH}/ticket-barcodes`]: STALE });
    await user.click(await screen.findByRole("checkbox", { name: /PDF417/ }));
    expect(await screen.findByRole("checkbox", { name: /PDF417/ })).toHaveProperty("checked", false);
  });

  it("are seen and not changed by who may not", async () => {
    visit({});
    expect(await screen.findByRole("checkbox", { name: /PDF417/ })).toHaveProperty("disabled", true);
  });
});
