// A checkout in a test: an event to buy from, a server that answers from a table, and the page with a person before it.
import { act, fireEvent, screen } from "@testing-library/react";
import { vi } from "vitest";
import type { Form } from "../../lib/forms/definition";
import type { Language } from "../../lib/language";
import type { Catalogue } from "../../lib/texts";
import { renderUi, type RenderedUi } from "../../ui/testing";
import { Checkout } from "./Checkout";
import { Client, type Config } from "./client";
import type { Offer, Order } from "./model";
import { startPurchase, PurchaseStorage } from "./start";

const TEXTS = import.meta.glob<Catalogue>("./texts/*.json", { eager: true, import: "default" });

export const SECRET = "s3cret";
export const HELD_UNTIL = "2999-01-01T00:10:00Z";

export function offer(part: Partial<Offer> = {}): Offer {
  return {
    ticketTypeId: "entry",
    name: "Entry",
    description: "",
    priceMinor: 2550,
    currency: "EUR",
    digits: 2,
    minimum: 1,
    maximum: 10,
    remaining: null,
    isOnSale: true,
    kind: "paid",
    soldAs: "ticket",
    ...part,
  };
}

export function config(part: Partial<Config> = {}): Config {
  return {
    api: "/api/v1/organizations/org",
    organizationId: "org",
    eventId: "e1",
    eventTitle: "Lantern Night",
    eventUrl: "/harbour/lantern",
    orderUrl: "/orders/org",
    locale: "en",
    zone: "Europe/Brussels",
    signInUrl: "/sign-in?next=/x",
    viewer: null,
    offers: [offer()],
    ...part,
  };
}

export function order(part: Partial<Order> = {}): Order {
  const lines = part.lines ?? [
    {
      ticket_type_id: "entry",
      quantity: 1,
      unit_minor: 2550,
      gross_minor: 2550,
      tax_minor: 443,
      tax_rate_bp: 2100,
      name: "Entry",
      seats: { entry: 1 },
    },
  ];
  const total_minor = lines.reduce((sum, line) => sum + (line.gross_minor ?? 0), 0);
  return {
    id: "o1",
    number: "T-1",
    state: "held",
    expires_at: HELD_UNTIL,
    total_minor,
    paid_minor: 0,
    currency: "EUR",
    buyer_name: "",
    buyer_email: "",
    attendees: [],
    answers: {},
    ...part,
    lines,
  };
}

/** What the server was asked: method and path, the body, the headers. */
export interface SentRequest {
  readonly what: string;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
  readonly query: string;
}

type Answer = object | ((body: Record<string, unknown>) => object);
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

const NAMED_ORDER: Answer = (body) => {
  const buyer = body["buyer"] as { name: string; email: string };
  return order({
    buyer_name: buyer.name,
    buyer_email: buyer.email,
    attendees: body["attendees"] as Order["attendees"],
    answers: (body["answers"] ?? {}) as NonNullable<Order["answers"]>,
  });
};

/** A refusal as the API writes it. */
export function refused(status: number, code: string, more: object = {}): object {
  return { __status: status, title: "Refused", detail: "", code, ...more };
}

/** Answers requests by `METHOD path`; several answers to the same come one after another, the last stays. */
export function serve(answers: Answers, form: Form = { questions: [] }): SentRequest[] {
  const asked: SentRequest[] = [];
  const all: Answers = {
    "GET /api/events/e1/form": form,
    "GET /harbour/lantern/availability.json": { tickets: [] },
    "POST /api/orders": { ...order(), secret: SECRET },
    "PATCH /api/orders/o1": NAMED_ORDER,
    "GET /api/orders/o1/payment-methods": paymentOptions(),
    "GET /api/orders/o1/billing": {
      company: "",
      name: "",
      street: "",
      postal_code: "",
      city: "",
      country: "",
      tax_id: "",
      reference: "",
    },
    "POST /api/orders/o1/cancel": order({ state: "cancelled" }),
    ...answers,
  };
  const queues = new Map(
    Object.entries(all).map(([what, given]) => [
      what,
      Array.isArray(given) ? [...(given as Answer[])] : [given as Answer],
    ]),
  );
  vi.stubGlobal("fetch", async (given: string | Request, options: RequestInit = {}) => {
    const { method = "GET", headers = {} } = options;
    const request =
      typeof given === "string" ? new Request(new URL(given, location.origin), { method, headers }) : given;
    const what = `${request.method} ${new URL(request.url).pathname.replace("/api/v1/organizations/org", "/api")}`;
    const text = await request.text();
    const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    asked.push({ what, body, headers: request.headers, query: new URL(request.url).search });
    const queue = queues.get(what);
    const next = queue !== undefined && queue.length > 1 ? queue.shift() : queue?.[0];
    if (next === undefined)
      return new Response(JSON.stringify({ title: "There is nothing here", code: "not-found" }), { status: 404 });
    const found = (
      typeof next === "function" ? (next as (body: Record<string, unknown>) => object)(body) : next
    ) as Record<string, unknown>;
    if (found["__offline"]) throw new TypeError("no network");
    const { __status = 200, ...rest } = found;
    return new Response(JSON.stringify(rest), {
      status: Number(__status),
      headers: { "Content-Type": "application/json" },
    });
  });
  return asked;
}

export const OFFLINE = { __offline: true };

export function paymentOptions(part: object = {}): object {
  return {
    currency: "EUR",
    due_minor: 2550,
    left_minor: 2550,
    plans: [],
    plan_id: null,
    under_way: null,
    items: [
      {
        connection_id: "c1",
        method: "card",
        title: "Card",
        flow: "redirect",
        mode: "live",
        longest_pending_seconds: 0,
      },
      {
        connection_id: "c2",
        method: "transfer",
        title: "Bank transfer",
        flow: "instructions",
        mode: "live",
        longest_pending_seconds: 864_000,
      },
    ],
    ...part,
  };
}

export interface OpenedCheckout extends RenderedUi {
  /** Where the browser was sent. */
  readonly redirects: string[];
}

/** Opens the checkout at an address as the page does, and waits until its first step stands. */
export async function openCheckout(
  given: Config = config(),
  {
    address = "/harbour/lantern/checkout",
    language = "en",
  }: { readonly address?: string; readonly language?: Language } = {},
): Promise<OpenedCheckout> {
  history.replaceState(null, "", address);
  vi.stubGlobal("scrollTo", () => undefined);
  const client = new Client(given, sessionStorage);
  const memory = new PurchaseStorage(sessionStorage, given.eventId);
  const beginning = await startPurchase(given, language, client, memory, location);
  const left: string[] = [];
  if (beginning.kind === "order-page" || beginning.kind === "other-currency")
    throw new Error(`The page leads to ${beginning.address}`);
  const page = renderUi(
    <Checkout
      config={given}
      client={client}
      storage={memory}
      start={beginning.state}
      isUnreachable={beginning.kind === "unreachable"}
      skew={0}
      leave={(to) => left.push(to)}
    />,
    {
      language,
      areas: { checkout: TEXTS[`./texts/${language}.json`] ?? {} },
    },
  );
  await act(async () => undefined);
  await screen.findByRole("heading", { level: 1 });
  return { ...page, redirects: left };
}

export const h1 = (): string => screen.getByRole("heading", { level: 1 }).textContent ?? "";
/** The button of that name; a narrow screen has another one for the same in its bar. */
export const firstButton = (name: string): HTMLElement => screen.getAllByRole("button", { name })[0] as HTMLElement;
export const requestsOf = (asked: SentRequest[], what: string): SentRequest[] =>
  asked.filter((each) => each.what === what);

/** As if pasted: typing letter by letter is for the browser tests. */
export function write(field: HTMLElement, value: string): void {
  fireEvent.change(field, { target: { value } });
}

export async function choose(page: OpenedCheckout, name = "Entry"): Promise<void> {
  await page.user.click(screen.getByRole("button", { name: `One more: ${name}` }));
}

export async function toAttendees(page: OpenedCheckout): Promise<void> {
  await choose(page);
  await page.user.click(firstButton("Continue"));
  await screen.findByRole("heading", { name: "Who is coming?" });
  await screen.findByRole("button", { name: "Someone else is coming" });
}

export async function toPayment(page: OpenedCheckout): Promise<void> {
  await toAttendees(page);
  write(screen.getByLabelText("Your name"), "Hodan Ali");
  write(screen.getByLabelText("Email"), "hodan@example.org");
  await page.user.click(firstButton("Continue"));
  await screen.findByRole("heading", { name: "How do you want to pay?" });
  await screen.findByRole("radiogroup");
}
