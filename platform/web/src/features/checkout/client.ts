// The checkout's requests, in the order a purchase makes them.
import { Refused, send } from "../../lib/api";
import type { Answers, Form } from "../../lib/forms/definition";
import { forget, keyFor } from "../../lib/idempotency";
import type { Attendee, Buyer, Line, Offer, Order, Stock } from "./model";
import { offerOf, type ShopItem } from "./offers";
import type { Choice, Started, Ways } from "./payment";

export interface Config {
  readonly api: string;
  readonly eventId: string;
  readonly eventTitle: string;
  readonly eventUrl: string;
  readonly orderUrl: string;
  /** Where one signs in, and comes back here; "" for somebody who is signed in. */
  readonly signInUrl?: string;
  /** What opened a private event; "" for any other. */
  readonly accessCode?: string;
  /** The language of the offers' texts. */
  readonly locale: string;
  /** The event's time zone. */
  readonly zone?: string;
  /** When the server wrote the page. */
  readonly servedAt?: string;
  /** Whoever is signed in. */
  readonly viewer?: { readonly name: string; readonly email: string } | null;
  readonly offers: readonly Offer[];
}

/** Whom an order is billed to; every line may be empty but a name of some sort. */
export interface Billing {
  readonly company: string;
  readonly name: string;
  readonly street: string;
  readonly postal_code: string;
  readonly city: string;
  readonly country: string;
  readonly tax_id: string;
  readonly reference: string;
}

const ASKED_TIMES = 15;
const BETWEEN_MILLISECONDS = 2000;

export class Client {
  constructor(
    private readonly config: Config,
    private readonly store: Storage,
  ) {}

  /** Holds the tickets. The same basket never holds twice, however often it is sent. */
  async hold(lines: readonly Line[]): Promise<Order> {
    const body = JSON.stringify({ event_id: this.config.eventId, lines });
    return this.keyed<Order>("/orders", body, this.opening());
  }

  /** What is left of each ticket type now, as the event's page shows it. */
  async stock(): Promise<readonly Stock[]> {
    const { tickets } = await send<{ tickets: Stock[] }>(`${this.config.eventUrl}/availability.json`);
    return tickets;
  }

  /** Ticket types that are in no list, by the link that names them. */
  async hidden(ids: readonly string[], language: string): Promise<readonly Offer[]> {
    const named = new URLSearchParams([["language", language], ...ids.map((id) => ["ticket_type_id", id])]);
    const { items } = await send<{ items: readonly ShopItem[] }>(`${this.config.api}/events/${this.config.eventId}/offers?${named.toString()}`, { headers: this.opening() });
    const digits = new Map(this.config.offers.map((offer) => [offer.currency, offer.digits]));
    return items.filter((item) => ids.includes(item.id)).map((item) => offerOf(item, digits));
  }

  async find(id: string, secret: string): Promise<Order> {
    return send<Order>(`${this.config.api}/orders/${id}`, { headers: guest(secret) });
  }

  /** What the event asks, in the page's language. */
  async form(language: string): Promise<Form> {
    return send<Form>(`${this.config.api}/events/${this.config.eventId}/form?language=${encodeURIComponent(language)}`, { headers: this.opening() });
  }

  /** Names the people; `answers` of the order only where the event asks for some. */
  async name(order: Order, secret: string, people: { readonly buyer: Buyer; readonly attendees: readonly Attendee[]; readonly answers: Answers | null }): Promise<Order> {
    const { buyer, attendees, answers } = people;
    const body = JSON.stringify({ buyer: { ...buyer, name: buyer.name.trim(), email: buyer.email.trim() }, attendees, ...(answers === null ? {} : { answers }) });
    return send<Order>(`${this.config.api}/orders/${order.id}`, { method: "PATCH", body, headers: guest(secret) });
  }

  async ways(order: Order, secret: string, country = ""): Promise<Ways> {
    const query = country === "" ? "" : `?country=${country}`;
    return send<Ways>(`${this.config.api}/orders/${order.id}/payment-methods${query}`, { headers: guest(secret) });
  }

  /**
   * Starts paying, and waits while the provider is asked elsewhere. Without a next action the order's own
   * page says what becomes of it.
   */
  async pay(order: Order, secret: string, choice: Choice): Promise<Started | null> {
    const body = JSON.stringify({ ...choice, return_path: orderPath(this.config, order.id, secret) });
    for (let attempt = 0; attempt < ASKED_TIMES; attempt += 1) {
      const started = await this.keyed<Started>(`/orders/${order.id}/payment`, body, guest(secret));
      if (started.redirect_url || started.next_action !== null || started.state === "processing") return started;
      const now = await this.find(order.id, secret);
      if (now.state !== "held" && now.state !== "awaiting_payment") return null;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MILLISECONDS));
    }
    return null;
  }

  /** Gives the tickets back. One that is refused was not held any more. */
  async cancel(order: Order, secret: string): Promise<void> {
    await this.keyed(`/orders/${order.id}/cancel`, "{}", guest(secret)).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  }

  async billing(order: Order, secret: string): Promise<Billing> {
    return send<Billing>(`${this.config.api}/orders/${order.id}/billing`, { headers: guest(secret) });
  }

  async bill(order: Order, secret: string, billing: Billing): Promise<Billing> {
    return send<Billing>(`${this.config.api}/orders/${order.id}/billing`, { method: "POST", body: JSON.stringify(billing), headers: guest(secret) });
  }

  /** What opens a private event to the API; nothing for others. */
  private opening(): Record<string, string> {
    return this.config.accessCode ? { "Turnout-Access-Code": this.config.accessCode } : {};
  }

  private async keyed<T>(path: string, body: string, headers: Record<string, string>): Promise<T> {
    const name = `POST ${path}`;
    const key = keyFor(this.store, name, body);
    try {
      const answer = await send<T>(this.config.api + path, { method: "POST", body, headers: { ...headers, "Idempotency-Key": key } });
      forget(this.store, name);
      return answer;
    } catch (error) {
      if (error instanceof Refused) forget(this.store, name);
      throw error;
    }
  }
}

export function orderPath(config: Pick<Config, "orderUrl">, id: string, secret: string): string {
  return `${config.orderUrl}/${id}/${secret}`;
}

export function guest(secret: string): Record<string, string> {
  return { "Turnout-Order-Secret": secret };
}
