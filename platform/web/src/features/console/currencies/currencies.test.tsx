import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { routes } from "../routes";
import { madeEvent, organization, renderConsole, type Answers } from "../testing";
import type { TicketType } from "../tickets/type-form";
import "./Currencies";
import { fill } from "../../../ui/testing";
import { bodyOf, formOf, rateOf, suggested, wrongFields } from "./price-form";
import texts from "./texts/en.json";

const HERE = organization({ permissions: ["events.read", "catalog.read", "catalog.edit"] });
const EVENT = madeEvent({});
const PATH = `/organizations/${HERE.id}/events/${EVENT.id}`;
const SEAT = {
  id: "seat",
  name: "Seat",
  kind: "paid",
  price_minor: 2500,
  minimum_price_minor: 0,
  currency: "EUR",
  prices: { USD: { price_minor: 2700, minimum_price_minor: 0 } },
  state: "on_sale",
  version: 3,
} as unknown as TicketType;
const GIFT = { ...SEAT, id: "gift", name: "Gift", kind: "donation", price_minor: 999, minimum_price_minor: 100 };
const TYPES = [SEAT, { ...GIFT, prices: {} }];
const USD = { currency: "USD", currency_digits: 2, is_own: false, prices: [], unpriced: ["gift"] };
const EUR = { ...USD, currency: "EUR", is_own: true, unpriced: [] };

function visit(answers: Answers = {}) {
  return renderConsole(routes, {
    at: `/meridian/events/${EVENT.id}/tickets/currencies`,
    texts: { currencies: texts },
    answers: {
      "GET /me/organizations": { items: [HERE], next_cursor: null },
      [`GET ${PATH}`]: EVENT,
      [`GET ${PATH}/ticket-types`]: { items: TYPES },
      [`GET ${PATH}/currencies`]: { items: [EUR, USD] },
      [`PUT ${PATH}/currencies/USD`]: USD,
      ...answers,
    },
  });
}

beforeEach(() => sessionStorage.clear());

it("shows the prices of a currency, and saves them with the versions that were seen", async () => {
  const { user, asked } = visit();
  const field = await screen.findByLabelText(/^Seat \(USD\)/);
  expect((field as HTMLInputElement).value).toBe("27");
  await fill(user, field, "28.50");
  await user.click(screen.getByRole("button", { name: "Save prices" }));
  expect(await screen.findByText("Prices in USD saved")).toBeTruthy();
  const sent = asked.find(({ method }) => method === "PUT");
  expect(sent?.body).toEqual({
    prices: [{ ticket_type_id: "seat", price_minor: 2850, minimum_price_minor: 0, version: 3 }],
  });
});

it("says at its field what is no amount, and then sends nothing", async () => {
  const { user, asked } = visit();
  const field = await screen.findByLabelText(/^Seat \(USD\)/);
  await fill(user, field, "27.505");
  await user.click(screen.getByRole("button", { name: "Save prices" }));
  expect(await screen.findByText("Enter an amount in USD.")).toBeTruthy();
  expect(asked.some(({ method }) => method === "PUT")).toBe(false);
});

it("suggests prices by a rate, which changes nothing by itself", async () => {
  const { user, asked } = visit();
  await fill(user, await screen.findByLabelText(/^Rate: 1 EUR in USD/), "1,1");
  await user.click(screen.getByRole("button", { name: "Suggest prices" }));
  expect(screen.getByLabelText<HTMLInputElement>(/^Seat \(USD\)/).value).toBe("28");
  expect(screen.getByLabelText<HTMLInputElement>(/^Gift \(USD\)/).value).toBe("10.99");
  expect(asked.some(({ method }) => method === "PUT")).toBe(false);
});

it("reads rates as people write them, and rounds to what can be paid", () => {
  expect(["1.08", "1,08", "150"].map(rateOf)).toEqual([1.08, 1.08, 150]);
  expect(["", "0", "-1", "a", "1.2.3"].map(rateOf)).toEqual([null, null, null, null, null]);
  const yen = suggested(TYPES, 160.3, { own: 2, other: 0 });
  expect(yen.prices).toEqual({ seat: "4008", gift: "1601" });
  const dinars = suggested(TYPES, 0.3333, { own: 2, other: 3 });
  expect(dinars.prices).toEqual({ seat: "8", gift: "3.330" });
});

it("leaves out what is empty, and knows what is wrong", () => {
  const form = { ...formOf(TYPES, "USD", 2), least: {} };
  expect(bodyOf(TYPES, form, { currency: "USD", digits: 2 }).prices.map((each) => each.ticket_type_id)).toEqual([
    "seat",
  ]);
  expect(wrongFields(TYPES, { prices: { seat: "0", gift: "x" }, least: { gift: "y" } }, 2)).toEqual([
    "price-seat",
    "price-gift",
    "least-gift",
  ]);
});
