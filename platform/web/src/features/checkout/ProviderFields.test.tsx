import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Outcome } from "./provider-fields";
import {
  requestsOf,
  firstButton,
  openCheckout,
  order,
  OFFLINE,
  SECRET,
  serve,
  toPayment,
  paymentOptions,
} from "./testing";

// The module that an adapter would pack, as a file of this site: what it does is the test's to say.
const provider = {
  answers: [] as (Outcome | Error)[],
  given: [] as Record<string, unknown>[],
  taken: 0,
  ready: Promise.resolve(),
  confirmed: 0,
};
vi.mock("./provider-fields", async (original) => {
  const real = await original<typeof import("./provider-fields")>();
  const load = async (): Promise<unknown> => ({
    async mount(place: HTMLElement, given: Record<string, unknown>) {
      provider.given.push(given);
      await provider.ready;
      place.append(Object.assign(document.createElement("input"), { ariaLabel: "Card" }));
      return {
        async confirm() {
          provider.confirmed += 1;
          const next = provider.answers.shift();
          if (next instanceof Error) throw next;
          return next;
        },
        unmount: () => (provider.taken += 1),
      };
    },
  });
  return {
    ...real,
    openFields: (...[module, place, given]: Parameters<typeof real.openFields>) =>
      real.openFields(module, place, given, { load, longest: 200 }),
  };
});

const MODULE = "/adapters/0123/fields.js";
const FIELDS = {
  connection_id: "c3",
  method: "fields",
  title: "Card fields",
  flow: "embedded",
  mode: "live",
  longest_pending_seconds: 0,
  module: MODULE,
};
const CARD = { ...FIELDS, connection_id: "c1", method: "card", title: "Card", flow: "redirect", module: null };
const ACTION = { flow: "embedded", client_token: "tok", client_options: { module: MODULE, key: "pk" } };
const STARTED = { state: "needs_action", redirect_url: null, next_action: ACTION };
const PAYING = "POST /api/orders/o1/payment";
const NAMED = order({
  buyer_name: "Hodan Ali",
  buyer_email: "hodan@example.org",
  attendees: [{ ticket_type_id: "entry", name: "Hodan Ali" }],
});
const answers = (more: object = {}) => ({
  "GET /api/orders/o1/payment-methods": paymentOptions({ items: [FIELDS, CARD] }),
  "GET /api/orders/o1": { ...NAMED, state: "awaiting_payment" },
  [PAYING]: STARTED,
  ...more,
});

beforeEach(() => {
  sessionStorage.clear();
  Object.assign(provider, { answers: [], given: [], taken: 0, ready: Promise.resolve(), confirmed: 0 });
});
afterEach(() => vi.unstubAllGlobals());

async function opened(more: object = {}) {
  const asked = serve(answers(more));
  const page = await openCheckout();
  await toPayment(page);
  await page.user.click(firstButton("Enter payment details"));
  return { asked, page };
}

describe("a provider's own fields in the payment step", () => {
  it("are opened with the token, in a named region with the focus, and pay with the step's own button", async () => {
    provider.answers = [{ outcome: "done", message: "" }];
    const { asked, page } = await opened();
    const region = await screen.findByRole("region", { name: "Payment details: Card fields" });
    await within(region).findByLabelText("Card");
    expect(document.activeElement?.textContent).toBe("Payment details: Card fields");
    expect(provider.given[0]).toMatchObject({
      token: "tok",
      options: { key: "pk" },
      locale: "en",
      title: "Lantern Night",
      returnUrl: `${location.origin}/orders/org/o1/${SECRET}`,
    });
    expect(page.redirects).toEqual([]);
    await page.user.click(firstButton("Pay €25.50"));
    await waitFor(() => expect(page.redirects).toEqual([`/orders/org/o1/${SECRET}`]));
    expect(requestsOf(asked, PAYING)).toHaveLength(1);
  });

  it("say a decline at the place and take another try in the same payment", async () => {
    provider.answers = [
      { outcome: "again", message: "Your card was declined." },
      new Error("lost"),
      { outcome: "done", message: "" },
    ];
    const { asked, page } = await opened();
    await waitFor(() => expect(firstButton("Pay €25.50")).toBeTruthy());
    await page.user.click(firstButton("Pay €25.50"));
    expect((await screen.findByRole("alert")).textContent).toContain("Your card was declined.");
    await page.user.click(firstButton("Pay €25.50"));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("The payment did not go through"));
    expect(page.redirects).toEqual([]);
    await page.user.click(firstButton("Pay €25.50"));
    await waitFor(() => expect(page.redirects).toHaveLength(1));
    expect(requestsOf(asked, PAYING)).toHaveLength(1);
  });

  it("confirm once however often the button is pressed", async () => {
    let answer: (said: Outcome) => void = () => undefined;
    provider.answers = [new Promise((resolve) => (answer = resolve)) as unknown as Outcome];
    const { page } = await opened();
    await waitFor(() => expect(firstButton("Pay €25.50")).toBeTruthy());
    const pay = firstButton("Pay €25.50");
    await page.user.click(pay);
    await page.user.click(pay);
    await page.user.click(pay);
    expect(provider.confirmed).toBe(1);
    await act(async () => answer({ outcome: "done", message: "" }));
    await waitFor(() => expect(page.redirects).toHaveLength(1));
  });

  it("that lead nowhere any more are begun anew", async () => {
    provider.answers = [{ outcome: "over", message: "" }];
    const { asked, page } = await opened();
    await waitFor(() => expect(firstButton("Pay €25.50")).toBeTruthy());
    await page.user.click(firstButton("Pay €25.50"));
    expect((await screen.findByRole("alert")).textContent).toContain("can no longer be completed");
    expect(provider.taken).toBe(1);
    await page.user.click(firstButton("Enter payment details"));
    await waitFor(() => expect(requestsOf(asked, PAYING)).toHaveLength(2));
  });

  it("that take too long say so and leave the other ways", async () => {
    provider.ready = new Promise(() => undefined);
    const { page } = await opened();
    expect(await screen.findByText("Loading the payment provider's fields")).toBeTruthy();
    expect((await screen.findByRole("alert")).textContent).toContain("is taking too long");
    expect(screen.queryByRole("region", { name: /Payment details/ })).toBeNull();
    await page.user.click(screen.getByRole("radio", { name: /^Card(?! fields)/ }));
    expect(firstButton("Pay €25.50")).toBeTruthy();
  });

  it("go when another way is chosen", async () => {
    const { page } = await opened();
    await screen.findByLabelText("Card");
    await page.user.click(screen.getByRole("radio", { name: /^Card(?! fields)/ }));
    expect(screen.queryByRole("region", { name: /Payment details/ })).toBeNull();
    expect(provider.taken).toBe(1);
    expect(firstButton("Pay €25.50")).toBeTruthy();
  });

  it("stand there again after a reload, with the same token and no new payment", async () => {
    const asked = serve(
      answers({
        "GET /api/orders/o1/payment-methods": paymentOptions({
          items: [CARD, FIELDS],
          under_way: { amount_minor: 2550, next_action: ACTION },
        }),
      }),
    );
    sessionStorage.setItem("turnout-order:e1", `o1 ${SECRET}`);
    await openCheckout(undefined, { address: "/harbour/lantern/checkout?step=payment" });
    expect(await screen.findByLabelText("Card")).toBeTruthy();
    expect(screen.getByRole("radio", { name: /Card fields/ })).toHaveProperty("checked", true);
    expect(provider.given.map((each) => each["token"])).toEqual(["tok"]);
    expect(requestsOf(asked, PAYING)).toHaveLength(0);
  });

  it("are not opened where the server cannot be reached", async () => {
    await opened({ [PAYING]: OFFLINE });
    expect((await screen.findByRole("alert")).textContent).toContain("could not reach the server");
    expect(provider.given).toEqual([]);
  });
});
