// The checkout's requests, in the order a purchase makes them.
import { Refused, send } from "../../lib/api";
import type { Answers, Form } from "../../lib/forms/definition";
import { forget, keyFor } from "../../lib/idempotency";
import type { Stock } from "../site/availability";
import type { Attendee, Buyer, Line, Offer, Order } from "./model";
import type { Choice, Ways } from "./payment";

export interface Config {
  readonly api: string;
  readonly eventId: string;
  readonly eventTitle: string;
  readonly eventUrl: string;
  readonly orderUrl: string;
  /** What opened a private event; "" for any other. */
  readonly accessCode?: string;
  readonly locale: string;
  readonly offers: readonly Offer[];
}

interface Started {
  readonly state: string;
  readonly redirect_url: string | null;
  readonly next_action: { readonly flow: string } | null;
}

export class Client {
  constructor(
    private readonly config: Config,
    private readonly store: Storage,
  ) {}

  /** Holds the tickets. The same basket never holds twice, however often it is sent. */
  async hold(lines: readonly Line[], buyer: Buyer, attendees: readonly Attendee[]): Promise<Order> {
    const body = JSON.stringify({ event_id: this.config.eventId, lines, buyer, attendees });
    return this.keyed<Order>("POST", "/orders", body, this.opening());
  }

  /** What is left of each ticket type now, as the event's page shows it. */
  async stock(): Promise<readonly Stock[]> {
    const { tickets } = await send<{ tickets: Stock[] }>(`${this.config.eventUrl}/availability.json`);
    return tickets;
  }

  async find(id: string, secret: string): Promise<Order> {
    return send<Order>(`${this.config.api}/orders/${id}`, { headers: guest(secret) });
  }

  /** What the event asks, in the page's language. */
  async form(): Promise<Form> {
    const language = encodeURIComponent(this.config.locale);
    return send<Form>(`${this.config.api}/events/${this.config.eventId}/form?language=${language}`, { headers: this.opening() });
  }

  /** Names the people; `answers` of the order only where the event asks for some. */
  async name(order: Order, secret: string, buyer: Buyer, attendees: readonly Attendee[], answers: Answers | null): Promise<Order> {
    const body = JSON.stringify({ buyer, attendees, ...(answers === null ? {} : { answers }) });
    return send<Order>(`${this.config.api}/orders/${order.id}`, { method: "PATCH", body, headers: guest(secret) });
  }

  async ways(order: Order, secret: string): Promise<Ways> {
    return send<Ways>(`${this.config.api}/orders/${order.id}/payment-methods`, { headers: guest(secret) });
  }

  /** Starts paying; waits while the provider is asked elsewhere. The address to go to, or null: the order's page says what to do. */
  async pay(order: Order, secret: string, choice: Choice): Promise<string | null> {
    const body = JSON.stringify({ ...choice, return_path: orderPath(this.config, order.id, secret) });
    for (let attempt = 0; attempt < 15; attempt += 1) {
      const started = await this.keyed<Started>("POST", `/orders/${order.id}/payment`, body, guest(secret));
      if (started.redirect_url) return started.redirect_url;
      if (started.next_action !== null || started.state === "processing") return null;
      const now = await this.find(order.id, secret);
      if (now.state !== "held" && now.state !== "awaiting_payment") return null;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    return null;
  }

  async cancel(order: Order, secret: string): Promise<void> {
    await this.keyed("POST", `/orders/${order.id}/cancel`, "{}", guest(secret)).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
  }

  /** What opens a private event to the API; nothing for others. */
  private opening(): Record<string, string> {
    return this.config.accessCode ? { "Turnout-Access-Code": this.config.accessCode } : {};
  }

  private async keyed<T>(method: "POST", path: string, body: string, headers: Record<string, string>): Promise<T> {
    const name = `${method} ${path}`;
    const key = keyFor(this.store, name, body);
    try {
      const answer = await send<T>(this.config.api + path, { method, body, headers: { ...headers, "Idempotency-Key": key } });
      forget(this.store, name);
      return answer;
    } catch (error) {
      if (error instanceof Refused) forget(this.store, name);
      throw error;
    }
  }
}

export function orderPath(config: Config, id: string, secret: string): string {
  return `${config.orderUrl}/${id}/${secret}`;
}

export function guest(secret: string): Record<string, string> {
  return { "Turnout-Order-Secret": secret };
}
