import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { config, offer, OFFLINE, open, order, refused, SECRET, serve, ways, type Asked, type Opened } from "./testing";

const h1 = (): string => screen.getByRole("heading", { level: 1 }).textContent ?? "";
const on = (name: string): HTMLElement => screen.getAllByRole("button", { name })[0] as HTMLElement;
const asksOf = (asked: Asked[], what: string): Asked[] => asked.filter((each) => each.what === what);

/** As if pasted: typing letter by letter is for the browser tests. */
function write(field: HTMLElement, value: string): void {
  fireEvent.change(field, { target: { value } });
}

async function choose(page: Opened, name = "Entry"): Promise<void> {
  await page.user.click(screen.getByRole("button", { name: `One more: ${name}` }));
}

async function toAttendees(page: Opened): Promise<void> {
  await choose(page);
  await page.user.click(on("Continue"));
  await screen.findByRole("heading", { name: "Who is coming?" });
  await screen.findByLabelText("Name on the ticket");
}

async function toPayment(page: Opened): Promise<void> {
  await toAttendees(page);
  write(screen.getByLabelText("Your name"), "Hodan Ali");
  write(screen.getByLabelText("Email"), "hodan@example.org");
  await page.user.click(on("Continue"));
  await screen.findByRole("heading", { name: "How do you want to pay?" });
  await screen.findByRole("radiogroup");
}

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("choosing tickets", () => {
  it("begins with what is on sale and an empty order", async () => {
    serve({});
    await open(config({ offers: [offer(), offer({ ticketTypeId: "gone", name: "Supper", remaining: 0 })] }));
    expect(h1()).toBe("Choose your tickets");
    expect(screen.getByText("Sold out")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "One more: Supper" })).toBeNull();
    expect(within(screen.getByRole("complementary")).getByText("Nothing chosen yet.")).toBeTruthy();
  });

  it("wants at least one, and says so where the focus goes", async () => {
    const asked = serve({});
    const page = await open();
    await page.user.click(on("Continue"));
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain("Please select at least 1 ticket");
    expect(document.activeElement).toBe(alert);
    expect(asksOf(asked, "POST /api/orders")).toEqual([]);
  });

  it("holds once, however often the button is pressed", async () => {
    const asked = serve({});
    const page = await open();
    await choose(page);
    await page.user.dblClick(on("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" });
    const [only, ...others] = asksOf(asked, "POST /api/orders");
    expect(others).toEqual([]);
    expect(only?.body).toEqual({ event_id: "e1", lines: [{ ticket_type_id: "entry", quantity: 1 }] });
    expect(only?.headers.get("Idempotency-Key")).toMatch(/^[\w-]{10,}$/);
  });

  it("says which tickets others took meanwhile, with the numbers of now", async () => {
    serve({
      "POST /api/orders": refused(409, "inventory.sold-out"),
      "GET /harbour/lantern/availability.json": { tickets: [{ id: "entry", state: "sold_out", remaining: 0 }] },
    });
    const page = await open();
    await choose(page);
    await page.user.click(on("Continue"));
    expect((await screen.findByRole("alert")).textContent).toContain("Somebody was faster");
    expect(await screen.findByText("Sold out")).toBeTruthy();
    expect(h1()).toBe("Choose your tickets");
  });

  it("puts the server's refusal beside the ticket it is about", async () => {
    serve({ "POST /api/orders": refused(422, "invalid", { errors: [{ pointer: "/lines/0/quantity", detail: "One person can have 2.", code: "per-person" }] }) });
    const page = await open();
    await choose(page);
    await page.user.click(on("Continue"));
    const group = await screen.findByRole("group", { name: "Entry" });
    await waitFor(() => expect(group.getAttribute("aria-describedby")).toBe("quantity-entry-error"));
    expect(document.getElementById("quantity-entry-error")?.textContent).toContain("One person cannot have that many");
    await page.user.click(screen.getByRole("link", { name: /One person cannot have/ }));
    expect(group.contains(document.activeElement)).toBe(true);
  });

  it("lets donors say how much, and adds it up", async () => {
    const asked = serve({});
    const page = await open(config({ offers: [offer({ kind: "donation", priceMinor: 1000, minimumPriceMinor: 500 })] }));
    await choose(page);
    const amount = screen.getByLabelText("Your amount for each (EUR)");
    write(amount, "3");
    await page.user.click(on("Continue"));
    expect(screen.getByRole("alert").textContent).toContain("less than the least amount");
    write(amount, "30,50");
    expect(within(screen.getByRole("complementary")).getByText("€30.50")).toBeTruthy();
    await page.user.click(on("Continue"));
    await waitFor(() => expect(asksOf(asked, "POST /api/orders")[0]?.body["lines"]).toEqual([{ ticket_type_id: "entry", quantity: 1, amount_minor: 3050 }]));
  });

  it("offers extras with their tickets only", async () => {
    serve({});
    const page = await open(config({ offers: [offer(), offer({ ticketTypeId: "meal", name: "Dinner", soldAs: "add_on", hosts: ["entry"], maximumPerTicket: 1, seats: {} })] }));
    expect(screen.getByText("Comes with a ticket")).toBeTruthy();
    await choose(page);
    await choose(page, "Dinner");
    expect(screen.getByRole("button", { name: "One more: Dinner" }).getAttribute("aria-disabled")).toBe("true");
    await page.user.click(screen.getByRole("button", { name: "One less: Entry" }));
    expect(within(screen.getByRole("complementary")).getByText("Nothing chosen yet.")).toBeTruthy();
  });

  it("shows a hidden ticket to those whose link names it", async () => {
    const id = "0190a000-0000-7000-8000-000000000001";
    const asked = serve({
      "GET /api/events/e1/offers": { items: [{ id, name: "Backstage", description: "", benefits: [], kind: "paid", sold_as: "ticket", price_minor: 9000, minimum_price_minor: 0, currency: "EUR", minimum_per_order: 1, maximum_per_order: 2, maximum_per_ticket: null, add_on_to: [], seats: { [id]: 1 }, left: 3, is_available: true, why_not: null }] },
    });
    await open(config({ accessCode: "K7Q2" }), { address: `/harbour/lantern/checkout?ticket=${id}` });
    expect(await screen.findByText("Backstage")).toBeTruthy();
    expect(asksOf(asked, "GET /api/events/e1/offers")[0]?.headers.get("Turnout-Access-Code")).toBe("K7Q2");
  });
});

describe("naming people", () => {
  it("moves the focus to the step's heading and the address to the step", async () => {
    serve({});
    const page = await open();
    await toAttendees(page);
    expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
    expect(location.search).toBe("?step=attendees");
    expect(page.container.querySelector("[aria-current='step']")?.textContent).toBe("Attendees");
  });

  it("writes the buyer's name on the first ticket until another is written there", async () => {
    serve({});
    const page = await open();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Hodan");
    const ticket = screen.getByLabelText<HTMLInputElement>("Name on the ticket");
    expect(ticket.value).toBe("Hodan");
    write(ticket, "Hodan junior");
    write(screen.getByLabelText("Your name"), "Hodan Ali");
    expect(ticket.value).toBe("Hodan junior");
  });

  it("says everything that is missing, at its field and in one place", async () => {
    const asked = serve({});
    const page = await open();
    await toAttendees(page);
    await page.user.click(on("Continue"));
    expect(within(screen.getByRole("alert")).getAllByRole("link").map((each) => each.textContent)).toEqual(["Please enter your name", "Please enter a valid email address", "Please enter the name on ticket 1"]);
    expect(screen.getByLabelText("Email").getAttribute("aria-invalid")).toBe("true");
    expect(asksOf(asked, "PATCH /api/orders/o1")).toEqual([]);
    write(screen.getByLabelText("Your name"), "Ali");
    expect(screen.getByLabelText("Your name").getAttribute("aria-invalid")).toBeNull();
  });

  it("knows who is signed in", async () => {
    serve({});
    const page = await open(config({ viewer: { name: "Dana", email: "dana@example.org" }, signInUrl: "" }));
    await toAttendees(page);
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("dana@example.org");
    expect(screen.getByLabelText<HTMLInputElement>("Name on the ticket").value).toBe("Dana");
    expect(screen.queryByRole("link", { name: /Sign in instead/ })).toBeNull();
  });

  it("ends a free order at once", async () => {
    const free = [{ ticket_type_id: "entry", quantity: 1, unit_minor: 0, gross_minor: 0, seats: { entry: 1 } }];
    serve({ "POST /api/orders": { ...order({ lines: free }), secret: SECRET }, "PATCH /api/orders/o1": order({ lines: free, state: "confirmed" }) });
    const page = await open(config({ offers: [offer({ priceMinor: 0, kind: "free" })] }));
    expect(screen.queryByText("Payment")).toBeNull();
    await choose(page);
    await page.user.click(on("Continue"));
    write(await screen.findByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(on("Complete order"));
    await screen.findByRole("heading", { name: "Your order is placed" });
    expect(page.left).toEqual([`/orders/org/o1/${SECRET}`]);
    expect(sessionStorage.length).toBe(0);
  });

  it("asks what the event asks, as answers make it", async () => {
    const asked = serve(
      {},
      {
        questions: [
          { key: "diet", type: "single_choice", label: "Diet", required: true, options: [{ value: "all", label: "Everything" }, { value: "other", label: "Something else" }] },
          { key: "which", type: "short_text", label: "What?", maximum_length: 80, show_if: { question: "diet", is: "equals", value: "other" }, require_if: { question: "diet", is: "equals", value: "other" } },
          { key: "terms", type: "consent", label: "House rules", text: "No smoking.", text_version: "2", required: true },
          { key: "firm", type: "short_text", scope: "order", label: "Company" },
        ],
      },
    );
    const page = await open();
    await toAttendees(page);
    expect(screen.queryByLabelText(/What\?/)).toBeNull();
    await page.user.click(screen.getByRole("radio", { name: "Something else" }));
    expect(await screen.findByText("Now also asked: What?.")).toBeTruthy();
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(on("Continue"));
    expect(screen.getByRole("alert").textContent).toContain("Please answer this question");
    expect(screen.getByRole("alert").textContent).toContain("Please agree to go on");
    write(screen.getByLabelText(/What\?/), "Fish");
    await page.user.click(screen.getByRole("checkbox", { name: "I agree" }));
    write(screen.getByLabelText(/Company/), " Acme ");
    await page.user.click(on("Continue"));
    await waitFor(() => expect(asksOf(asked, "PATCH /api/orders/o1")).toHaveLength(1));
    const [sent] = asksOf(asked, "PATCH /api/orders/o1");
    expect(sent?.body).toEqual({
      buyer: { name: "Ali", email: "ali@example.org", locale: "en" },
      attendees: [{ ticket_type_id: "entry", name: "Ali", answers: { diet: "other", which: "Fish", terms: true } }],
      answers: { firm: "Acme" },
    });
    expect(sent?.headers.get("Turnout-Order-Secret")).toBe(SECRET);
  });
});

describe("going back and forth", () => {
  it("keeps what was typed when the browser goes back", async () => {
    const asked = serve({});
    const page = await open();
    await toPayment(page);
    act(() => history.back());
    await screen.findByRole("heading", { name: "Who is coming?" });
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("hodan@example.org");
    act(() => history.back());
    await screen.findByRole("heading", { name: "Choose your tickets" });
    expect(within(screen.getByRole("complementary")).getByText("€25.50")).toBeTruthy();
    await page.user.click(on("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" });
    expect(asksOf(asked, "POST /api/orders")).toHaveLength(1);
  });

  it("holds anew when something else is chosen, and gives the first back", async () => {
    const asked = serve({});
    const page = await open();
    await toAttendees(page);
    await page.user.click(on("Back"));
    await screen.findByRole("heading", { name: "Choose your tickets" });
    await choose(page);
    await page.user.click(on("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" });
    expect(asked.map((each) => each.what).filter((each) => each.startsWith("POST"))).toEqual(["POST /api/orders", "POST /api/orders/o1/cancel", "POST /api/orders"]);
  });

  it("shows no step before its time", async () => {
    serve({});
    await open(config(), { address: "/harbour/lantern/checkout?step=payment&lang=en" });
    expect(h1()).toBe("Choose your tickets");
    await waitFor(() => expect(location.search).toBe("?lang=en"));
  });

  it("is where it was after a reload, from the server's order", async () => {
    const named = order({ buyer_name: "Hodan Ali", buyer_email: "hodan@example.org", attendees: [{ ticket_type_id: "entry", name: "Hodan Ali" }] });
    serve({ "GET /api/orders/o1": named });
    const first = await open();
    await toPayment(first);
    first.unmount();
    await open(config(), { address: "/harbour/lantern/checkout?step=payment" });
    expect(h1()).toBe("How do you want to pay?");
    expect(await screen.findByText("Tickets and receipt go to hodan@example.org.")).toBeTruthy();
  });

  it("keeps over a reload what was typed and not sent", async () => {
    serve({ "GET /api/orders/o1": order() });
    const first = await open();
    await toAttendees(first);
    write(screen.getByLabelText("Your name"), "Zoë");
    first.unmount();
    await open(config(), { address: "/harbour/lantern/checkout?step=attendees" });
    expect((await screen.findByLabelText<HTMLInputElement>("Your name")).value).toBe("Zoë");
  });
});

describe("paying", () => {
  it("leads to the provider's page, with the choice and one key", async () => {
    const asked = serve({ "POST /api/orders/o1/payment": { state: "pending", redirect_url: "https://pay.example/1", next_action: { flow: "redirect" } } });
    const page = await open();
    await toPayment(page);
    await page.user.click(on("Pay €25.50"));
    await screen.findByRole("heading", { name: "On to the payment" });
    expect(page.left).toEqual(["https://pay.example/1"]);
    expect(asksOf(asked, "POST /api/orders/o1/payment")[0]?.body).toEqual({ connection_id: "c1", method: "card", plan_id: null, return_path: `/orders/org/o1/${SECRET}` });
  });

  it("by instructions leads to the order's own page", async () => {
    const asked = serve({ "POST /api/orders/o1/payment": { state: "pending", redirect_url: null, next_action: { flow: "instructions" } } });
    const page = await open();
    await toPayment(page);
    await page.user.click(screen.getByRole("radio", { name: /Bank transfer/ }));
    await page.user.click(on("Pay €25.50"));
    await waitFor(() => expect(page.left).toEqual([`/orders/org/o1/${SECRET}`]));
    expect(asksOf(asked, "POST /api/orders/o1/payment")[0]?.body).toMatchObject({ connection_id: "c2", method: "transfer" });
  });

  it("shows the taxes in the sum", async () => {
    serve({});
    const page = await open();
    await toPayment(page);
    expect(within(screen.getByRole("complementary")).getByText("Includes 21% tax")).toBeTruthy();
  });

  it("in parts asks for the first one now", async () => {
    const plan = { plan_id: "p1", name: "In two parts", keeps_deposit: true, grace_days: 3, is_in_force: false, parts: [{ amount_minor: 550, due_at: "2027-01-01T00:00:00Z", is_paid: false }, { amount_minor: 2000, due_at: "2027-02-01T22:59:59Z", is_paid: false }] };
    const asked = serve({ "GET /api/orders/o1/payment-methods": ways({ plans: [plan] }), "POST /api/orders/o1/payment": { state: "pending", redirect_url: "https://pay.example/2", next_action: { flow: "redirect" } } });
    const page = await open();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(on("Continue"));
    await page.user.click(await screen.findByRole("radio", { name: /In two parts/ }));
    expect(screen.getByText(/more than 3 days late/)).toBeTruthy();
    await page.user.click(on("Pay €5.50"));
    await waitFor(() => expect(asksOf(asked, "POST /api/orders/o1/payment")[0]?.body).toMatchObject({ plan_id: "p1" }));
  });

  it("offers another way where a provider's fields cannot be shown", async () => {
    const fields = { connection_id: "c3", method: "fields", title: "Card fields", flow: "embedded", mode: "live", longest_pending_seconds: 0 };
    serve({ "GET /api/orders/o1/payment-methods": ways({ items: [fields] }), "POST /api/orders/o1/payment": { state: "pending", redirect_url: null, next_action: { flow: "embedded", client_token: "t", client_options: {} } } });
    const page = await open();
    await toPayment(page);
    await page.user.click(on("Pay €25.50"));
    expect((await screen.findByRole("alert")).textContent).toContain("Please choose another way to pay");
    expect(page.left).toEqual([]);
  });

  it("names the methods that are not for this page beside those that are", async () => {
    const fields = { connection_id: "c3", method: "fields", title: "Card fields", flow: "embedded", mode: "live", longest_pending_seconds: 0 };
    const card = { ...fields, connection_id: "c1", method: "card", title: "Card", flow: "redirect" };
    serve({ "GET /api/orders/o1/payment-methods": ways({ items: [fields, card] }) });
    const page = await open();
    await toPayment(page);
    expect(screen.getAllByRole("radio")).toHaveLength(1);
    expect(screen.getByText(/Not on this page: Card fields/)).toBeTruthy();
  });

  it("asks for other ways when the buyer pays from another country", async () => {
    const asked = serve({});
    const page = await open();
    await toPayment(page);
    await page.user.click(await screen.findByRole("button", { name: "Paying from another country?" }));
    const field = await screen.findByLabelText(/Country you pay from/);
    expect(document.activeElement).toBe(field);
    write(field, "KE");
    await waitFor(() => expect(asksOf(asked, "GET /api/orders/o1/payment-methods").at(-1)?.query).toBe("?country=KE"));
  });

  it("says when there is no way to pay", async () => {
    serve({ "GET /api/orders/o1/payment-methods": ways({ items: [] }) });
    const page = await open();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(on("Continue"));
    expect(await screen.findByText(/has not set up a way to pay yet/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Pay €/ })).toBeNull();
  });

  it("takes the company's address for the invoice", async () => {
    const asked = serve({ "POST /api/orders/o1/billing": (body: Record<string, unknown>) => body });
    const page = await open();
    await toPayment(page);
    await page.user.click(await screen.findByRole("button", { name: "Add an invoice address for a company" }));
    await screen.findByRole("button", { name: "Save address" });
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Invoice for a company" }));
    await page.user.click(screen.getByRole("button", { name: "Save address" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Please name a company or a person");
    write(screen.getByLabelText(/Company/), "Acme");
    await page.user.click(screen.getByRole("button", { name: "Save address" }));
    expect(await screen.findByText("Invoice to Acme")).toBeTruthy();
    expect(asksOf(asked, "POST /api/orders/o1/billing")[0]?.body).toMatchObject({ company: "Acme", country: "" });
  });
});

describe("what goes wrong", () => {
  it("tries again by itself with the same key when an answer is lost", async () => {
    const asked = serve({ "POST /api/orders": [OFFLINE, { ...order(), secret: SECRET }] });
    const page = await open();
    await choose(page);
    await page.user.click(on("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" }, { timeout: 4000 });
    const keys = asksOf(asked, "POST /api/orders").map((each) => each.headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("says that the time ran out, and lets the buyer choose again", async () => {
    serve({ "PATCH /api/orders/o1": refused(410, "orders.lapsed") });
    const page = await open();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(on("Continue"));
    await screen.findByRole("heading", { name: "Your time ran out" });
    await page.user.click(screen.getByRole("button", { name: "Choose again" }));
    await screen.findByRole("heading", { name: "Choose your tickets" });
    expect(within(screen.getByRole("complementary")).getByText("€25.50")).toBeTruthy();
  });

  it("asks the server before it says that the time is up", async () => {
    const soon = new Date(Date.now() + 500).toISOString();
    const later = new Date(Date.now() + 600_000).toISOString();
    serve({ "POST /api/orders": { ...order({ expires_at: soon }), secret: SECRET }, "GET /api/orders/o1": [order({ expires_at: later }), order({ state: "expired" })] });
    const page = await open();
    await toAttendees(page);
    await waitFor(() => expect(screen.getByRole("timer").textContent).toMatch(/^(10:00|9:5\d)$/), { timeout: 3000 });
    expect(h1()).toBe("Who is coming?");
  });

  it("leads to the order's page when it was finished in another tab", async () => {
    serve({ "PATCH /api/orders/o1": refused(409, "conflict"), "GET /api/orders/o1": order({ state: "confirmed" }) });
    const page = await open();
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(on("Continue"));
    await waitFor(() => expect(page.left).toEqual([`/orders/org/o1/${SECRET}`]));
  });

  it("tells when there is no connection", async () => {
    serve({});
    await open();
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    act(() => void dispatchEvent(new Event("offline")));
    expect(await screen.findByText("You are offline")).toBeTruthy();
  });

  it("names the number to tell when the server fails", async () => {
    serve({ "POST /api/orders": refused(500, "internal", { request_id: "R-7" }) });
    const page = await open();
    await choose(page);
    await page.user.click(on("Continue"));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Something went wrong on our side");
    expect(alert.textContent).toContain("R-7");
  });
});
