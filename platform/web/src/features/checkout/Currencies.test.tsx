// A checkout in several currencies: the switch, what requests say, and an order of another currency.
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Client } from "./client";
import { PurchaseStorage, startPurchase } from "./start";
import { choose, config, firstButton, offer, openCheckout, order, requestsOf, SECRET, serve } from "./testing";

const HOLD = "POST /api/orders";
const CURRENCIES = [
  { code: "EUR", url: "/harbour/lantern/checkout?currency=EUR", isShown: false },
  { code: "USD", url: "/harbour/lantern/checkout?currency=USD", isShown: true },
];
const inDollars = config({
  currencies: CURRENCIES,
  offers: [offer({ currency: "USD", priceMinor: 2700 })],
});

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

it("The switch leads to this page in the other currency, and an order is placed in the one that is shown", async () => {
  const asked = serve({ [HOLD]: { ...order({ currency: "USD" }), secret: SECRET } });
  const page = await openCheckout(inDollars);
  const shown = screen.getByRole("navigation", { name: "Currency" });
  expect([...shown.querySelectorAll("a")].map((each) => [each.textContent, each.getAttribute("href")])).toEqual(
    CURRENCIES.map(({ code, url }) => [code, url]),
  );
  expect(screen.getByText("USD").getAttribute("aria-current")).toBe("true");
  await choose(page);
  await page.user.click(firstButton("Continue"));
  expect(requestsOf(asked, HOLD)[0]?.body["currency"]).toBe("USD");
});

it("An event of one currency has no switch, and its requests name none", async () => {
  const asked = serve({});
  const page = await openCheckout(config());
  expect(screen.queryByRole("navigation", { name: "Currency" })).toBeNull();
  await choose(page);
  await page.user.click(firstButton("Continue"));
  expect(requestsOf(asked, HOLD)[0]?.body).not.toHaveProperty("currency");
});

async function begun(search: string, hash = "") {
  const asked = serve({ "GET /api/orders/o1": order() });
  const store = new PurchaseStorage(sessionStorage, "e1");
  if (hash === "")
    store.save(
      { id: "o1", secret: SECRET },
      {
        order: "o1",
        basket: [
          ["entry", 2],
          ["gone", 1],
        ],
        typed: [],
        buyer: { name: "Ada", email: "", locale: "en" },
        attendees: [],
        answers: {},
        isChanged: false,
      },
    );
  const client = new Client(inDollars, sessionStorage, location.origin);
  return { beginning: await startPurchase(inDollars, "en", client, store, { search, hash }), asked };
}

it("Who chose another currency gives back what is held, and keeps what was chosen", async () => {
  const { beginning, asked } = await begun("?currency=USD");
  expect(requestsOf(asked, "POST /api/orders/o1/cancel")).toHaveLength(1);
  const state = beginning.kind === "checkout" ? beginning.state : null;
  expect(state?.order).toBeNull();
  expect([...(state?.basket ?? [])]).toEqual([["entry", 2]]);
  expect(state?.buyer.name).toBe("Ada");
});

it("An order that waits in another currency is shown in its own", async () => {
  const { beginning, asked } = await begun("");
  expect(beginning).toMatchObject({ kind: "other-currency", address: CURRENCIES[0]?.url });
  expect(requestsOf(asked, "POST /api/orders/o1/cancel")).toHaveLength(0);
});

it("So is one that a link of another device names", async () => {
  const { beginning } = await begun("?currency=USD", "#order=o1.s3cret");
  expect(beginning).toMatchObject({ kind: "other-currency", address: `${CURRENCIES[0]?.url}#order=o1.s3cret` });
});
