import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers, type Asked } from "../testing";
import type { BuyerTerms, Plan } from "./queries";
import texts from "./texts/en.json";

const MAY = ["events.read", "orders.read", "orders.terms", "orders.buyer-terms"];
const HERE = organization({ permissions: MAY });
const EVENT = madeEvent({ starts_at: "2099-12-14T17:00:00Z", ends_at: "2099-12-14T20:00:00Z" });
const GENERAL = `/organizations/${HERE.id}/buyer-terms`;
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const FULL: BuyerTerms = {
  refund: "full",
  tiers: [],
  fee_minor: 0,
  fee_currency: null,
  changes_close_hours: 0,
  transfers_close_hours: null,
  is_own: false,
  version: 4,
};
const PLAN: Plan = {
  id: "plan",
  event_id: EVENT.id,
  name: "In three parts",
  currency: "EUR",
  deposit_bp: 2000,
  deposit_minor: null,
  instalments: [{ days: 30, on: null }],
  last_days_before: 0,
  grace_days: 3,
  reminder_days: 7,
  minimum_minor: 5000,
  keeps_deposit: false,
  is_active: true,
  version: 2,
};

function visit(at: string, answers: Answers = {}, here = HERE) {
  return renderConsole(routes, {
    at,
    texts: { terms: texts },
    answers: {
      "GET /me/organizations": { items: [here], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${GENERAL}`]: FULL,
      [`GET ${PATH}/buyer-terms`]: FULL,
      [`GET ${PATH}/payment-terms`]: { longest_pending_seconds: null, version: 0 },
      [`GET ${PATH}/payment-plans`]: { items: [PLAN] },
      ...answers,
    },
  });
}

const HOME = `/meridian/events/${EVENT.id}/terms`;
const saysOf = (one: Asked | undefined) => [one?.headers.get("If-Match"), one?.body];

beforeEach(() => localStorage.clear());

describe("refund terms of an event", () => {
  it("are its organization's until it gets its own, in steps with what comes back beside them", async () => {
    let now = FULL;
    const { user, asked } = visit(HOME, {
      [`GET ${PATH}/buyer-terms`]: () => now,
      [`PUT ${PATH}/buyer-terms`]: ({ body }: Asked) =>
        (now = { ...FULL, ...(body as object), is_own: true, version: 5 }),
      [`DELETE ${PATH}/buyer-terms`]: FULL,
    });
    await user.click(await screen.findByRole("button", { name: "Give this event its own terms" }));
    await user.click(screen.getByRole("radio", { name: /In steps/ }));
    await user.clear(screen.getByLabelText("Step 2: percent"));
    await user.click(screen.getByRole("button", { name: "Save as its own terms" }));
    expect(screen.getAllByText("Enter a percentage from 0 to 100 in each step")).toHaveLength(2);
    await user.click(screen.getByLabelText("Step 2: percent"));
    await user.paste("40");
    const preview = within(screen.getByRole("region", { name: "What buyers get back" }));
    expect(preview.getAllByRole("row").map((row) => row.textContent)).toContainEqual(expect.stringContaining("40%€40"));
    await user.click(screen.getByRole("button", { name: "Save as its own terms" }));
    expect(await screen.findByText("The terms are saved. They hold from now on.")).toBeTruthy();
    const body = {
      refund: "tiers",
      tiers: [
        { days_before: 30, share_bp: 10_000 },
        { days_before: 7, share_bp: 4000 },
      ],
      fee_minor: 0,
      fee_currency: null,
      changes_close_hours: 0,
      transfers_close_hours: null,
    };
    expect(saysOf(asked.find(({ method }) => method === "PUT"))).toEqual(['"4"', body]);
    await user.click(await screen.findByRole("button", { name: "Follow the organization again" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "Follow the organization again" }));
    expect(await screen.findByText("The event follows its organization again.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "DELETE")?.headers.get("If-Match")).toBe('"5"');
  });

  it("are only read by who may not set them", async () => {
    visit(HOME, {}, organization({ permissions: ["events.read", "orders.read"] }));
    expect(await screen.findByText("This event follows the terms of its organization.")).toBeTruthy();
    expect(await screen.findByText("In three parts")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /own terms|Add payment plan|Save/ })).toBeNull();
  });
});

describe("refund terms of an organization", () => {
  it("are saved over the version that was seen, and a refused fee is explained at its field", async () => {
    const wrong = { status: 422, errors: [{ pointer: "/fee_minor", detail: "Amounts of this currency end in 0." }] };
    const { user, asked } = visit("/meridian/settings/terms", {
      [`PUT ${GENERAL}`]: () => Response.json(wrong, { status: 422 }),
    });
    await user.click(await screen.findByLabelText(/Kept of each ticket/));
    await user.paste("2.50");
    await user.selectOptions(screen.getByLabelText("Tickets may be passed on"), "24");
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findAllByText("Amounts of this currency end in 0.")).toHaveLength(2);
    const [version, body] = saysOf(asked.find(({ method }) => method === "PUT"));
    expect(version).toBe('"4"');
    expect(body).toMatchObject({ fee_minor: 250, fee_currency: "EUR", transfers_close_hours: 24 });
  });

  it("are not for who is limited to some events", async () => {
    visit("/meridian/settings/terms", {}, organization({ permissions: MAY, event_ids: [EVENT.id] }));
    expect(await screen.findByText("When a buyer cancels")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
  });
});

describe("payment plans", () => {
  it("are made with what a buyer pays when beside the fields", async () => {
    const { user, asked } = visit(HOME, {
      [`POST ${PATH}/payment-plans`]: () => Response.json(PLAN, { status: 201 }),
    });
    await user.click(await screen.findByRole("button", { name: "Add payment plan" }));
    const panel = within(await screen.findByRole("dialog", { name: "New payment plan" }));
    const parts = within(panel.getByRole("list", { name: "What a buyer pays when" })).getAllByRole("listitem");
    expect(parts.map(({ textContent }) => textContent)).toEqual(["Today€30.00", expect.stringContaining("€70")]);
    await user.click(panel.getByRole("button", { name: "Add part" }));
    await user.click(panel.getByRole("button", { name: "Add payment plan" }));
    expect(panel.getAllByText("Give it a name")).toHaveLength(2);
    await user.click(panel.getByLabelText("Name"));
    await user.paste("In three parts");
    await user.click(panel.getByRole("button", { name: "Add payment plan" }));
    expect(await screen.findByText("In three parts is saved.")).toBeTruthy();
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      name: "In three parts",
      currency: "EUR",
      deposit_bp: 3000,
      deposit_minor: null,
      instalments: [{ days: 30 }, { days: 60 }],
      last_days_before: 7,
    });
  });

  it("are changed over their version, and switched off where orders use them", async () => {
    const inUse = { status: 409, code: "orders.plan-in-use", title: "Orders use this plan" };
    const { user, asked } = visit(HOME, {
      [`PATCH ${PATH}/payment-plans/plan`]: ({ body }: Asked) => ({ ...PLAN, ...(body as object), version: 3 }),
      [`DELETE ${PATH}/payment-plans/plan`]: () => Response.json(inUse, { status: 409 }),
    });
    await user.click(await screen.findByRole("button", { name: "In three parts" }));
    const panel = within(await screen.findByRole("dialog", { name: "In three parts" }));
    await user.selectOptions(panel.getByLabelText("Deposit as"), "amount");
    await user.click(panel.getByLabelText("Deposit (EUR)"));
    await user.paste("15");
    await user.click(panel.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("In three parts is saved.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "More for In three parts" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    await user.click(await dialog.findByRole("button", { name: "Switch off" }));
    expect(await screen.findByText("In three parts is not offered any more.")).toBeTruthy();
    expect(asked.filter(({ method }) => method === "PATCH").map(saysOf)).toEqual([
      ['"2"', { deposit_bp: null, deposit_minor: 1500 }],
      ['"2"', { is_active: false }],
    ]);
  });
});

describe("payments under way", () => {
  it("keep places as long as is said, and another's choice is not overwritten", async () => {
    let version = 0;
    const { user } = visit(HOME, {
      [`GET ${PATH}/payment-terms`]: () => ({ longest_pending_seconds: version === 0 ? null : 3600, version }),
      [`PUT ${PATH}/payment-terms`]: () => (
        (version = 1),
        Response.json({ status: 412, code: "precondition-failed" }, { status: 412 })
      ),
    });
    await user.selectOptions(await screen.findByLabelText("Keep places at most"), String(72 * 3600));
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    const conflict = within(await screen.findByRole("dialog", { name: "Somebody else saved meanwhile" }));
    expect(conflict.getByText("3 days")).toBeTruthy();
    await user.click(conflict.getByRole("button", { name: "Take theirs" }));
    expect(screen.getByDisplayValue("1 hour")).toBeTruthy();
  });
});
