// How a checkout starts: empty, from what this tab stored, or from a link of another device.
import { Refused } from "../../lib/api";
import type { Form } from "../../lib/forms/definition";
import { linkedCode } from "./codes";
import { orderPath, shownCurrency, type Client, type Config } from "./client";
import { clampBasket, linesOf, type Order } from "./model";
import { withSeenPrices } from "./pricing";
import { initialState, reduce, type Draft, type State } from "./state";

export interface PageAddress {
  readonly search: string;
  readonly hash: string;
}

export type PurchaseStart =
  | { readonly kind: "checkout"; readonly state: State }
  /** The order is past choosing and paying here; its own page says what it is. */
  | { readonly kind: "order-page"; readonly address: string; readonly state: State }
  /** The checkout in the currency of the order that waits. */
  | { readonly kind: "other-currency"; readonly address: string; readonly state: State }
  /** The server could not be asked; trying again may find the order. */
  | { readonly kind: "unreachable"; readonly state: State };

const OPEN_STATES: readonly Order["state"][] = ["held", "awaiting_payment"];

/** The tab's session storage of the held order and of what was typed. */
export class PurchaseStorage {
  constructor(
    private readonly store: Storage,
    private readonly eventId: string,
  ) {}

  get order(): { id: string; secret: string } | null {
    const [id, secret] = this.read("order")?.split(" ") ?? [];
    return id && secret ? { id, secret } : null;
  }

  get draft(): Draft | null {
    try {
      const kept: unknown = JSON.parse(this.read("draft") ?? "null");
      return isDraft(kept) ? kept : null;
    } catch {
      return null;
    }
  }

  save(order: { id: string; secret: string } | null, draft: Draft): void {
    this.write("order", order && `${order.id} ${order.secret}`);
    this.write("draft", JSON.stringify(draft));
  }

  clear(): void {
    this.write("order", null);
    this.write("draft", null);
  }

  private read(name: string): string | null {
    return this.store.getItem(`turnout-${name}:${this.eventId}`);
  }

  /** A browser without storage loses what was typed over a reload, never the purchase. */
  private write(name: string, value: string | null): void {
    try {
      if (value === null) this.store.removeItem(`turnout-${name}:${this.eventId}`);
      else this.store.setItem(`turnout-${name}:${this.eventId}`, value);
    } catch {
      return;
    }
  }
}

/** The order that a link names, as another device made it. */
export function linkedOrder(hash: string): { id: string; secret: string } | null {
  const found = /^#order=([\w-]+)\.([\w-]+)$/.exec(hash);
  return found ? { id: found[1] ?? "", secret: found[2] ?? "" } : null;
}

export async function startPurchase(
  config: Config,
  language: string,
  client: Client,
  memory: PurchaseStorage,
  place: PageAddress,
): Promise<PurchaseStart> {
  const { viewer } = config;
  const blank = {
    ...initialState(
      config.offers,
      { name: viewer?.name ?? "", email: viewer?.email ?? "", locale: language },
      config.legal?.terms ?? null,
    ),
    basket: new Map(Object.entries(config.preselected ?? {})),
  };
  const linked = linkedOrder(place.hash);
  const wanted = linked ?? memory.order;
  if (wanted === null) return { kind: "checkout", state: withDraft(blank, memory) };
  try {
    const [form, order] = await Promise.all([
      client.form(language).catch((): Form => blank.form),
      client.getOrder(wanted.id, wanted.secret),
    ]);
    if (order.paid_minor > 0 || (linked !== null && !OPEN_STATES.includes(order.state)))
      return { kind: "order-page", address: orderPath(config, wanted.id, wanted.secret), state: blank };
    if (!OPEN_STATES.includes(order.state)) {
      memory.clear();
      return { kind: "checkout", state: blank };
    }
    const asked = { ...blank, form };
    const shown = shownCurrency(config);
    if (shown !== "" && order.total_minor > 0 && order.currency !== shown) {
      const other = config.currencies?.find(({ code }) => code === order.currency);
      const isAsked = new URLSearchParams(place.search).get("currency") === shown;
      // A page that was not asked for in this currency shows the order in its own.
      if (other !== undefined && (linked !== null || !isAsked))
        return { kind: "other-currency", address: other.url + place.hash, state: blank };
      await client.cancel(order, wanted.secret);
      const { draft } = memory;
      memory.clear();
      return { kind: "checkout", state: draft === null ? asked : inOtherCurrency(asked, draft) };
    }
    return {
      kind: "checkout",
      state: withDraft(
        reduce(asked, { type: "orderResumed", order, secret: wanted.secret, search: place.search }),
        memory,
      ),
    };
  } catch (error) {
    if (!(error instanceof Refused)) return { kind: "unreachable", state: blank };
    if (linked === null) memory.clear();
    return { kind: "checkout", state: linked === null ? blank : { ...blank, isExpired: true } };
  }
}

/**
 * Holds the ticket of an event that has only one, so that the buyer begins with their name.
 *
 * Who comes with a code sees what it does first. Where it fails (somebody was faster, no connection) the
 * buyer begins with the tickets, as the server has them now.
 */
export async function holdOnlyTicket(config: Config, client: Client, state: State, search = ""): Promise<State> {
  if (linkedCode(search) !== null) return state;
  const chosen = linesOf(state.basket);
  const lines = chosen.length > 0 ? chosen : linesOf(new Map(Object.entries(config.preselected ?? {})));
  if (config.beginsWith !== "attendees" || state.order !== null || state.isExpired || lines.length === 0) return state;
  try {
    const order = await client.hold(withSeenPrices(lines, config.offers));
    return reduce(state, { type: "orderHeld", order, secret: order.secret ?? "" });
  } catch {
    return state;
  }
}

/** What was chosen and typed, but for amounts and the order, which were in another currency. */
function inOtherCurrency(state: State, draft: Draft): State {
  const sold = new Set(state.offers.map(({ ticketTypeId }) => ticketTypeId));
  const basket = draft.basket.filter(([id]) => sold.has(id));
  return { ...state, basket: clampBasket(state.offers, new Map(basket)), buyer: draft.buyer };
}

function withDraft(state: State, memory: PurchaseStorage): State {
  const { draft } = memory;
  return draft === null ? state : reduce(state, { type: "draftRestored", draft });
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const given = value as Record<string, unknown>;
  return (
    typeof given["order"] === "string" &&
    ["basket", "typed", "attendees"].every((name) => Array.isArray(given[name])) &&
    typeof given["buyer"] === "object" &&
    typeof given["answers"] === "object" &&
    given["buyer"] !== null &&
    given["answers"] !== null
  );
}
