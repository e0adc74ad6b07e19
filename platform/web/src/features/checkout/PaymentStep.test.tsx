import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  requestsOf,
  firstButton,
  openCheckout,
  SECRET,
  serve,
  toAttendees,
  toPayment,
  paymentOptions,
  write,
} from "./testing";

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("paying", () => {
  it("leads to the provider's page, with the choice and one key", async () => {
    const asked = serve({
      "POST /api/orders/o1/payment": {
        state: "pending",
        redirect_url: "https://pay.example/1",
        next_action: { flow: "redirect" },
      },
    });
    const page = await openCheckout();
    await toPayment(page);
    await page.user.click(firstButton("Pay €25.50"));
    await screen.findByRole("heading", { name: "Going to payment" });
    expect(page.redirects).toEqual(["https://pay.example/1"]);
    expect(requestsOf(asked, "POST /api/orders/o1/payment")[0]?.body).toEqual({
      connection_id: "c1",
      method: "card",
      plan_id: null,
      return_path: `/orders/org/o1/${SECRET}`,
    });
  });

  it("by instructions leads to the order's own page", async () => {
    const asked = serve({
      "POST /api/orders/o1/payment": { state: "pending", redirect_url: null, next_action: { flow: "instructions" } },
    });
    const page = await openCheckout();
    await toPayment(page);
    await page.user.click(screen.getByRole("radio", { name: /Bank transfer/ }));
    await page.user.click(firstButton("Pay €25.50"));
    await waitFor(() => expect(page.redirects).toEqual([`/orders/org/o1/${SECRET}`]));
    expect(requestsOf(asked, "POST /api/orders/o1/payment")[0]?.body).toMatchObject({
      connection_id: "c2",
      method: "transfer",
    });
  });

  it("shows the taxes in the sum", async () => {
    serve({});
    const page = await openCheckout();
    await toPayment(page);
    expect(within(screen.getByRole("complementary")).getByText("Includes 21% tax")).toBeTruthy();
  });

  it("in parts asks for the first one now", async () => {
    const plan = {
      plan_id: "p1",
      name: "In two parts",
      keeps_deposit: true,
      grace_days: 3,
      is_in_force: false,
      parts: [
        { amount_minor: 550, due_at: "2027-01-01T00:00:00Z", is_paid: false },
        { amount_minor: 2000, due_at: "2027-02-01T22:59:59Z", is_paid: false },
      ],
    };
    const asked = serve({
      "GET /api/orders/o1/payment-methods": paymentOptions({ plans: [plan] }),
      "POST /api/orders/o1/payment": {
        state: "pending",
        redirect_url: "https://pay.example/2",
        next_action: { flow: "redirect" },
      },
    });
    const page = await openCheckout();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Continue"));
    await page.user.click(await screen.findByRole("radio", { name: /In two parts/ }));
    expect(screen.getByText(/more than 3 days late/)).toBeTruthy();
    await page.user.click(firstButton("Pay €5.50"));
    await waitFor(() =>
      expect(requestsOf(asked, "POST /api/orders/o1/payment")[0]?.body).toMatchObject({ plan_id: "p1" }),
    );
  });

  it("names the methods that are not for this page beside those that are", async () => {
    const fields = {
      connection_id: "c3",
      method: "fields",
      title: "Card fields",
      flow: "embedded",
      mode: "live",
      longest_pending_seconds: 0,
    };
    const card = { ...fields, connection_id: "c1", method: "card", title: "Card", flow: "redirect" };
    serve({ "GET /api/orders/o1/payment-methods": paymentOptions({ items: [fields, card] }) });
    const page = await openCheckout();
    await toPayment(page);
    expect(screen.getAllByRole("radio")).toHaveLength(1);
    expect(screen.getByText(/Not available on this page: Card fields/)).toBeTruthy();
  });

  it("asks for other ways when the buyer pays from another country", async () => {
    const asked = serve({});
    const page = await openCheckout();
    await toPayment(page);
    await page.user.click(await screen.findByRole("button", { name: "Paying from another country?" }));
    const field = await screen.findByLabelText(/Country you pay from/);
    expect(document.activeElement).toBe(field);
    write(field, "KE");
    await waitFor(() =>
      expect(requestsOf(asked, "GET /api/orders/o1/payment-methods").at(-1)?.query).toBe("?country=KE"),
    );
  });

  it("says when there is no way to pay", async () => {
    serve({ "GET /api/orders/o1/payment-methods": paymentOptions({ items: [] }) });
    const page = await openCheckout();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Continue"));
    expect(await screen.findByText(/has not set up payments yet/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Pay €/ })).toBeNull();
  });

  it("takes the company's address for the invoice", async () => {
    const asked = serve({ "POST /api/orders/o1/billing": (body: Record<string, unknown>) => body });
    const page = await openCheckout();
    await toPayment(page);
    await page.user.click(await screen.findByRole("button", { name: "Add an invoice address for a company" }));
    await screen.findByRole("button", { name: "Save address" });
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Invoice for a company" }));
    await page.user.click(screen.getByRole("button", { name: "Save address" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Please enter a company or a person");
    write(screen.getByLabelText(/Company/), "Acme");
    await page.user.click(screen.getByRole("button", { name: "Save address" }));
    expect(await screen.findByText("Invoice to Acme")).toBeTruthy();
    expect(requestsOf(asked, "POST /api/orders/o1/billing")[0]?.body).toMatchObject({ company: "Acme", country: "" });
  });
});
