import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  requestsOf,
  choose,
  config,
  h1,
  OFFLINE,
  firstButton,
  openCheckout,
  order,
  refused,
  SECRET,
  serve,
  toAttendees,
  toPayment,
  write,
} from "./testing";

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("going back and forth", () => {
  it("keeps what was typed when the browser goes back", async () => {
    const asked = serve({});
    const page = await openCheckout();
    await toPayment(page);
    act(() => history.back());
    await screen.findByRole("heading", { name: "Who is coming?" });
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("hodan@example.org");
    act(() => history.back());
    await screen.findByRole("heading", { name: "Choose your tickets" });
    expect(within(screen.getByRole("complementary")).getAllByText("€25.50")).toHaveLength(2);
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" });
    expect(requestsOf(asked, "POST /api/orders")).toHaveLength(1);
  });

  it("holds anew when something else is chosen, and gives the first back", async () => {
    const asked = serve({});
    const page = await openCheckout();
    await toAttendees(page);
    await page.user.click(firstButton("Back"));
    await screen.findByRole("heading", { name: "Choose your tickets" });
    await choose(page);
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" });
    expect(asked.map((each) => each.what).filter((each) => each.startsWith("POST"))).toEqual([
      "POST /api/orders",
      "POST /api/orders/o1/cancel",
      "POST /api/orders",
    ]);
  });

  it("shows no step before its time", async () => {
    serve({});
    await openCheckout(config(), { address: "/harbour/lantern/checkout?step=payment&lang=en" });
    expect(h1()).toBe("Choose your tickets");
    await waitFor(() => expect(location.search).toBe("?lang=en"));
  });

  it("is where it was after a reload, from the server's order", async () => {
    const named = order({
      buyer_name: "Hodan Ali",
      buyer_email: "hodan@example.org",
      attendees: [{ ticket_type_id: "entry", name: "Hodan Ali" }],
    });
    serve({ "GET /api/orders/o1": named });
    const first = await openCheckout();
    await toPayment(first);
    first.unmount();
    await openCheckout(config(), { address: "/harbour/lantern/checkout?step=payment" });
    expect(h1()).toBe("How do you want to pay?");
    expect(await screen.findByText("We email your tickets and receipt to hodan@example.org.")).toBeTruthy();
  });

  it("keeps over a reload what was typed and not sent", async () => {
    serve({ "GET /api/orders/o1": order() });
    const first = await openCheckout();
    await toAttendees(first);
    write(screen.getByLabelText("Your name"), "Zoë");
    first.unmount();
    await openCheckout(config(), { address: "/harbour/lantern/checkout?step=attendees" });
    expect((await screen.findByLabelText<HTMLInputElement>("Your name")).value).toBe("Zoë");
  });
});

describe("what goes wrong", () => {
  it("tries again by itself with the same key when an answer is lost", async () => {
    const asked = serve({ "POST /api/orders": [OFFLINE, { ...order(), secret: SECRET }] });
    const page = await openCheckout();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" }, { timeout: 4000 });
    const keys = requestsOf(asked, "POST /api/orders").map((each) => each.headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("says that the time ran out, and lets the buyer choose again", async () => {
    serve({ "PATCH /api/orders/o1": refused(410, "orders.lapsed") });
    const page = await openCheckout();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "Your time ran out" });
    await page.user.click(screen.getByRole("button", { name: "Choose again" }));
    await screen.findByRole("heading", { name: "Choose your tickets" });
    expect(within(screen.getByRole("complementary")).getAllByText("€25.50")).toHaveLength(2);
  });

  it("asks the server before it says that the time is up", async () => {
    const soon = new Date(Date.now() + 500).toISOString();
    const later = new Date(Date.now() + 600_000).toISOString();
    serve({
      "POST /api/orders": { ...order({ expires_at: soon }), secret: SECRET },
      "GET /api/orders/o1": [order({ expires_at: later }), order({ state: "expired" })],
    });
    const page = await openCheckout();
    await toAttendees(page);
    await waitFor(() => expect(screen.getByRole("timer").textContent).toMatch(/^(10:00|9:5\d)$/), { timeout: 3000 });
    expect(h1()).toBe("Who is coming?");
  });

  it("leads to the order's page when it was finished in another tab", async () => {
    serve({ "PATCH /api/orders/o1": refused(409, "conflict"), "GET /api/orders/o1": order({ state: "confirmed" }) });
    const page = await openCheckout();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(page.redirects).toEqual([`/orders/org/o1/${SECRET}`]));
  });

  it("tells when there is no connection", async () => {
    serve({});
    await openCheckout();
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    act(() => void dispatchEvent(new Event("offline")));
    expect(await screen.findByText("You are offline")).toBeTruthy();
  });

  it("names the number to tell when the server fails", async () => {
    serve({ "POST /api/orders": refused(500, "internal", { request_id: "R-7" }) });
    const page = await openCheckout();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Something went wrong on our side");
    expect(alert.textContent).toContain("R-7");
  });
});
