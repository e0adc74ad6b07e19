import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  requestsOf,
  choose,
  config,
  h1,
  offer,
  firstButton,
  openCheckout,
  order,
  refused,
  SECRET,
  serve,
  toAttendees,
  write,
} from "./testing";

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe("choosing tickets", () => {
  it("begins with what is on sale and an empty order", async () => {
    serve({});
    await openCheckout(config({ offers: [offer(), offer({ ticketTypeId: "gone", name: "Supper", remaining: 0 })] }));
    expect(h1()).toBe("Choose your tickets");
    expect(screen.getByText("Sold out")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "One more: Supper" })).toBeNull();
    expect(within(screen.getByRole("complementary")).getByText("Nothing chosen yet.")).toBeTruthy();
  });

  it("wants at least one, and says so where the focus goes", async () => {
    const asked = serve({});
    const page = await openCheckout();
    await page.user.click(firstButton("Continue"));
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain("Please select at least 1 ticket");
    expect(document.activeElement).toBe(alert);
    expect(requestsOf(asked, "POST /api/orders")).toEqual([]);
    await choose(page);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("begins with the only ticket that can be had as chosen", async () => {
    serve({});
    await openCheckout(config({ preselected: { entry: 2 } }));
    expect(within(screen.getByRole("group", { name: "Entry" })).getByText("2")).toBeTruthy();
  });

  it("holds once, however often the button is pressed", async () => {
    const asked = serve({});
    const page = await openCheckout();
    await choose(page);
    await page.user.dblClick(firstButton("Continue"));
    await screen.findByRole("heading", { name: "Who is coming?" });
    const [only, ...others] = requestsOf(asked, "POST /api/orders");
    expect(others).toEqual([]);
    expect(only?.body).toEqual({ event_id: "e1", lines: [{ ticket_type_id: "entry", quantity: 1 }] });
    expect(only?.headers.get("Idempotency-Key")).toMatch(/^[\w-]{10,}$/);
  });

  it("says which tickets others took meanwhile, with the numbers of now", async () => {
    serve({
      "POST /api/orders": refused(409, "inventory.sold-out"),
      "GET /harbour/lantern/availability.json": { tickets: [{ id: "entry", state: "sold_out", remaining: 0 }] },
    });
    const page = await openCheckout();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    expect((await screen.findByRole("alert")).textContent).toContain("These tickets just sold");
    expect(await screen.findByText("Every ticket is taken.")).toBeTruthy();
    expect(h1()).toBe("Sold out");
  });

  it("leads to the waiting room whoever's time to begin an order is over", async () => {
    serve({ "POST /api/orders": refused(403, "waiting-room.pass-expired") });
    const page = await openCheckout();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(page.redirects).toContain("/harbour/lantern/waiting-room"));
  });

  it("puts the server's refusal beside the ticket it is about", async () => {
    serve({
      "POST /api/orders": refused(422, "invalid", {
        errors: [{ pointer: "/lines/0/quantity", detail: "One person can have 2.", code: "per-person" }],
      }),
    });
    const page = await openCheckout();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    const group = await screen.findByRole("group", { name: "Entry" });
    await waitFor(() => expect(group.getAttribute("aria-describedby")).toBe("quantity-entry-error"));
    expect(document.getElementById("quantity-entry-error")?.textContent).toContain(
      "That is more than one person can buy",
    );
    await page.user.click(screen.getByRole("link", { name: /That is more than/ }));
    expect(group.contains(document.activeElement)).toBe(true);
  });

  it("lets donors say how much, and adds it up", async () => {
    const asked = serve({});
    const page = await openCheckout(
      config({ offers: [offer({ kind: "donation", priceMinor: 1000, minimumPriceMinor: 500 })] }),
    );
    await choose(page);
    const amount = screen.getByLabelText("Your amount for each (EUR)");
    write(amount, "3");
    await page.user.click(firstButton("Continue"));
    expect(screen.getByRole("alert").textContent).toContain("less than the minimum");
    write(amount, "30,50");
    expect(within(screen.getByRole("complementary")).getAllByText("€30.50")).toHaveLength(2);
    await page.user.click(firstButton("Continue"));
    await waitFor(() =>
      expect(requestsOf(asked, "POST /api/orders")[0]?.body["lines"]).toEqual([
        { ticket_type_id: "entry", quantity: 1, amount_minor: 3050 },
      ]),
    );
  });

  it("offers extras with their tickets only", async () => {
    serve({});
    const page = await openCheckout(
      config({
        offers: [
          offer(),
          offer({
            ticketTypeId: "meal",
            name: "Dinner",
            soldAs: "add_on",
            hosts: ["entry"],
            maximumPerTicket: 1,
            seats: {},
          }),
        ],
      }),
    );
    expect(screen.getByText("Add a ticket first")).toBeTruthy();
    await choose(page);
    await choose(page, "Dinner");
    expect(screen.getByRole("button", { name: "One more: Dinner" }).getAttribute("aria-disabled")).toBe("true");
    await page.user.click(screen.getByRole("button", { name: "One less: Entry" }));
    expect(within(screen.getByRole("complementary")).getByText("Nothing chosen yet.")).toBeTruthy();
  });

  it("names the events that a pass admits to, in their own time", async () => {
    serve({});
    const admitsTo = [
      { title: "First evening", startsAt: "2030-07-01T17:30:00Z", zone: "Europe/Brussels" },
      { title: "Second evening", startsAt: null, zone: "Europe/Brussels" },
    ];
    await openCheckout(
      config({ offers: [offer(), offer({ ticketTypeId: "pass", name: "Season", soldAs: "pass", admitsTo })] }),
    );
    const choices = screen.getAllByRole("listitem").filter((each) => each.classList.contains("choice"));
    expect(choices.map((each) => within(each).queryByText("Admits to") !== null)).toEqual([false, true]);
    expect(screen.getByText("First evening").closest("li")?.textContent).toContain("19:30");
    expect(screen.getByText("Second evening").closest("li")?.querySelector("time")).toBe(null);
  });

  it("shows a hidden ticket to those whose link names it", async () => {
    const id = "0190a000-0000-7000-8000-000000000001";
    const asked = serve({
      "GET /api/events/e1/offers": {
        items: [
          {
            id,
            name: "Backstage",
            description: "",
            benefits: [],
            kind: "paid",
            sold_as: "ticket",
            price_minor: 9000,
            minimum_price_minor: 0,
            currency: "EUR",
            minimum_per_order: 1,
            maximum_per_order: 2,
            maximum_per_ticket: null,
            add_on_to: [],
            admits_to: [],
            seats: { [id]: 1 },
            left: 3,
            is_available: true,
            why_not: null,
          },
        ],
      },
    });
    await openCheckout(config({ accessCode: "K7Q2" }), { address: `/harbour/lantern/checkout?ticket=${id}` });
    expect(await screen.findByText("Backstage")).toBeTruthy();
    expect(requestsOf(asked, "GET /api/events/e1/offers")[0]?.headers.get("Turnout-Access-Code")).toBe("K7Q2");
  });
});

describe("naming people", () => {
  it("moves the focus to the step's heading and the address to the step", async () => {
    serve({});
    const page = await openCheckout();
    await toAttendees(page);
    expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
    expect(location.search).toBe("?step=attendees");
    expect(page.container.querySelector("[aria-current='step']")?.textContent).toBe("Attendees");
  });

  it("asks two fields of who buys one ticket, and another name only where somebody else comes", async () => {
    serve({});
    const page = await openCheckout();
    await toAttendees(page);
    expect(screen.getAllByRole("textbox")).toHaveLength(2);
    expect(screen.getByText("This ticket is in your name.")).toBeTruthy();
    write(screen.getByLabelText("Your name"), "Hodan");
    expect(screen.getByText("In your name: Hodan")).toBeTruthy();
    await page.user.click(screen.getByRole("button", { name: "Someone else is coming" }));
    const ticket = screen.getByLabelText<HTMLInputElement>("Name on the ticket");
    expect(document.activeElement).toBe(ticket);
    expect(ticket.value).toBe("Hodan");
    write(ticket, "Hodan junior");
    write(screen.getByLabelText("Your name"), "Hodan Ali");
    expect(ticket.value).toBe("Hodan junior");
  });

  it("says everything that is missing, at its field and in one place", async () => {
    const asked = serve({});
    const page = await openCheckout();
    await toAttendees(page);
    await page.user.click(firstButton("Continue"));
    expect(
      within(screen.getByRole("alert"))
        .getAllByRole("link")
        .map((each) => each.textContent),
    ).toEqual(["Please enter your name", "Please enter a valid email address"]);
    expect(screen.getByLabelText("Email").getAttribute("aria-invalid")).toBe("true");
    expect(requestsOf(asked, "PATCH /api/orders/o1")).toEqual([]);
    write(screen.getByLabelText("Your name"), "Ali");
    expect(screen.getByLabelText("Your name").getAttribute("aria-invalid")).toBeNull();
    write(screen.getByLabelText("Email"), "ali@example.org");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("knows who is signed in", async () => {
    serve({});
    const page = await openCheckout(config({ viewer: { name: "Dana", email: "dana@example.org" }, signInUrl: "" }));
    await toAttendees(page);
    expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("dana@example.org");
    expect(screen.getByText("In your name: Dana")).toBeTruthy();
    expect(screen.queryByRole("link", { name: /Sign in instead/ })).toBeNull();
  });

  it("copies the answers of the first ticket to the others, without what is personal", async () => {
    const two = [{ ticket_type_id: "entry", quantity: 2, unit_minor: 0, gross_minor: 0, seats: { entry: 2 } }];
    serve(
      { "POST /api/orders": { ...order({ lines: two }), secret: SECRET } },
      {
        questions: [
          { key: "meal", type: "short_text", label: "Meal", required: true, maximum_length: 80 },
          { key: "rules", type: "consent", label: "House rules", text: "No smoking.", text_version: "1" },
        ],
      },
    );
    const page = await openCheckout();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    await screen.findAllByLabelText("Meal");
    write(screen.getAllByLabelText("Meal")[0] as HTMLElement, "Fish");
    await page.user.click(screen.getAllByRole("checkbox", { name: /I agree/ })[0] as HTMLElement);
    await page.user.click(screen.getByRole("button", { name: "Use these answers for all tickets" }));
    expect(screen.getAllByLabelText<HTMLInputElement>("Meal").map((each) => each.value)).toEqual(["Fish", "Fish"]);
    const consents = screen.getAllByRole<HTMLInputElement>("checkbox", { name: /I agree/ });
    expect(consents.map((each) => each.checked)).toEqual([true, false]);
    expect(screen.getByText("Copied to 1 more ticket.")).toBeTruthy();
  });

  it("ends a free order at once", async () => {
    const free = [{ ticket_type_id: "entry", quantity: 1, unit_minor: 0, gross_minor: 0, seats: { entry: 1 } }];
    serve({
      "POST /api/orders": { ...order({ lines: free }), secret: SECRET },
      "PATCH /api/orders/o1": order({ lines: free, state: "confirmed" }),
    });
    const page = await openCheckout(config({ offers: [offer({ priceMinor: 0, kind: "free" })] }));
    expect(screen.queryByText("Payment")).toBeNull();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    write(await screen.findByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Complete order"));
    await screen.findByRole("heading", { name: "Your order is placed" });
    expect(page.redirects).toEqual([`/orders/org/o1/${SECRET}`]);
    expect(sessionStorage.length).toBe(0);
  });

  it("sends an application where the organizer approves, and asks for no payment", async () => {
    const sent = serve({
      "POST /api/orders": { ...order({ needs_approval: true }), secret: SECRET },
      "PATCH /api/orders/o1": order({ needs_approval: true, state: "awaiting_approval" }),
    });
    const page = await openCheckout(config({ organizer: "Harbour", offers: [offer({ needsApproval: true })] }));
    expect(screen.queryByText("Payment")).toBeNull();
    expect(screen.getByText("The organizer approves each registration.")).toBeTruthy();
    await choose(page);
    await page.user.click(firstButton("Continue"));
    write(await screen.findByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    expect(screen.getByText(/^Harbour approves or denies your application/)).toBeTruthy();
    await page.user.click(firstButton("Send application"));
    await screen.findByRole("heading", { name: "Your application is sent" });
    expect(page.redirects).toEqual([`/orders/org/o1/${SECRET}`]);
    expect(sent.filter((each) => each.what.endsWith("/payment"))).toEqual([]);
  });

  it("says what is missing of an application that was not sent", async () => {
    serve({
      "POST /api/orders": { ...order({ needs_approval: true }), secret: SECRET },
      "PATCH /api/orders/o1": order({ needs_approval: true }),
    });
    const page = await openCheckout(config({ offers: [offer({ needsApproval: true })] }));
    await choose(page);
    await page.user.click(firstButton("Continue"));
    write(await screen.findByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Send application"));
    expect(await screen.findByText("Some names or answers are still missing")).toBeTruthy();
  });

  it("asks what the event asks, as answers make it", async () => {
    const asked = serve(
      {},
      {
        questions: [
          {
            key: "diet",
            type: "single_choice",
            label: "Diet",
            required: true,
            options: [
              { value: "all", label: "Everything" },
              { value: "other", label: "Something else" },
            ],
          },
          {
            key: "which",
            type: "short_text",
            label: "What?",
            maximum_length: 80,
            show_if: { question: "diet", is: "equals", value: "other" },
            require_if: { question: "diet", is: "equals", value: "other" },
          },
          {
            key: "terms",
            type: "consent",
            label: "House rules",
            text: "No smoking.",
            text_version: "2",
            required: true,
          },
          { key: "firm", type: "short_text", scope: "order", label: "Company" },
        ],
      },
    );
    const page = await openCheckout();
    await toAttendees(page);
    expect(screen.queryByLabelText(/What\?/)).toBeNull();
    await page.user.click(screen.getByRole("radio", { name: "Something else" }));
    expect(await screen.findByText("Now also asked: What?.")).toBeTruthy();
    write(screen.getByLabelText("Your name"), "Ali");
    write(screen.getByLabelText("Email"), "ali@example.org");
    await page.user.click(firstButton("Continue"));
    expect(screen.getByRole("alert").textContent).toContain("Please answer this question");
    expect(screen.getByRole("alert").textContent).toContain("Please agree to continue");
    write(screen.getByLabelText(/What\?/), "Fish");
    await page.user.click(screen.getByRole("checkbox", { name: "I agree" }));
    write(screen.getByLabelText(/Company/), " Acme ");
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(requestsOf(asked, "PATCH /api/orders/o1")).toHaveLength(1));
    const [sent] = requestsOf(asked, "PATCH /api/orders/o1");
    expect(sent?.body).toEqual({
      buyer: { name: "Ali", email: "ali@example.org", locale: "en" },
      attendees: [{ ticket_type_id: "entry", name: "Ali", answers: { diet: "other", which: "Fish", terms: true } }],
      answers: { firm: "Acme" },
    });
    expect(sent?.headers.get("Turnout-Order-Secret")).toBe(SECRET);
  });
});

describe("agreeing to terms", () => {
  const legal = {
    organization: "Harbour Society",
    terms: 3,
    termsUrl: "/harbour/terms?version=3&lang=en",
    privacyUrl: "/harbour/privacy",
  };
  const box = (): HTMLInputElement =>
    screen.getByRole<HTMLInputElement>("checkbox", {
      name: "I agree to the terms of service of Harbour Society and have read the privacy policy",
    });
  const filled = async (page: Awaited<ReturnType<typeof openCheckout>>): Promise<void> => {
    await toAttendees(page);
    write(screen.getByLabelText("Your name"), "Hodan Ali");
    write(screen.getByLabelText("Email"), "hodan@example.org");
  };

  it("asks for nothing where the organization has no terms", async () => {
    const asked = serve({});
    const page = await openCheckout();
    await filled(page);
    expect(screen.queryByRole("checkbox")).toBeNull();
    await page.user.click(firstButton("Continue"));
    await waitFor(() => expect(requestsOf(asked, "PATCH /api/orders/o1")).toHaveLength(1));
    expect(requestsOf(asked, "PATCH /api/orders/o1")[0]?.body).not.toHaveProperty("accepted_terms");
  });

  it("wants agreement before it goes on, and says so at the box and above", async () => {
    const asked = serve({});
    const page = await openCheckout(config({ legal }));
    await filled(page);
    await page.user.click(firstButton("Continue"));
    const words = "Please agree to the terms of service to continue";
    expect(screen.getByRole("alert").textContent).toContain(words);
    expect(document.getElementById("accepted-terms-error")?.textContent).toBe(words);
    expect(requestsOf(asked, "PATCH /api/orders/o1")).toEqual([]);
    await page.user.click(screen.getByRole("link", { name: words }));
    expect(document.activeElement).toBe(box());
  });

  it("links what is agreed to, and sends the version that was shown", async () => {
    const asked = serve({});
    const page = await openCheckout(config({ legal }));
    await filled(page);
    expect(screen.getByRole("link", { name: /^Terms of service/ }).getAttribute("href")).toBe(
      "/harbour/terms?version=3&lang=en",
    );
    expect(screen.getByRole("link", { name: /^Privacy policy/ }).getAttribute("target")).toBe("_blank");
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "How do you want to pay?" });
    expect(requestsOf(asked, "PATCH /api/orders/o1")[0]?.body["accepted_terms"]).toBe(3);
  });

  it("shows the new version when the terms changed meanwhile, and asks again", async () => {
    const changed = refused(422, "orders.terms-changed", {
      terms: 4,
      privacy: null,
      errors: [{ pointer: "/accepted_terms", detail: "Version 4 is in force.", code: "outdated" }],
    });
    const asked = serve({
      "PATCH /api/orders/o1": [
        changed,
        (body: Record<string, unknown>) =>
          order({ buyer_name: "Hodan Ali", buyer_email: "hodan@example.org", attendees: body["attendees"] as never }),
      ],
    });
    const page = await openCheckout(config({ legal }));
    await filled(page);
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    expect((await screen.findByRole("alert")).textContent).toContain("The terms of service have changed");
    expect(box().checked).toBe(false);
    expect(screen.getByRole("link", { name: /^Terms of service/ }).getAttribute("href")).toBe(
      "/harbour/terms?version=4&lang=en",
    );
    await page.user.click(box());
    await page.user.click(firstButton("Continue"));
    await screen.findByRole("heading", { name: "How do you want to pay?" });
    expect(requestsOf(asked, "PATCH /api/orders/o1")[1]?.body["accepted_terms"]).toBe(4);
  });
});
