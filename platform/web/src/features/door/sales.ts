// Selling at the door: asked of the server alone. Without a connection nothing is sold, and nothing of it is kept.
import { Refused, Unreachable } from "../../lib/api";
import type { DoorClient } from "./client";
import { isSilence } from "./door-state";
import type { DoorKey } from "./texts";
import type { Offer, Sale, Sold } from "./types";

export type SalePayment = "cash" | "card_terminal";

/** What whoever stands at the till typed and chose. */
export interface SaleForm {
  /** In which the buyer pays; "" for the event's own. */
  readonly currency: string;
  readonly typeId: string;
  readonly quantity: number;
  readonly name: string;
  readonly email: string;
  readonly payment: SalePayment;
  readonly reference: string;
  readonly admits: boolean;
  readonly printsBadges: boolean;
}

export type SaleField = "type" | "quantity" | "name" | "email";

export const EMPTY_SALE: SaleForm = {
  currency: "",
  typeId: "",
  quantity: 1,
  name: "",
  email: "",
  payment: "cash",
  reference: "",
  admits: true,
  printsBadges: false,
};
export const MOST_SOLD = 20;

export class DoorSales {
  constructor(
    private readonly client: () => DoorClient | null,
    private readonly hear: (error: unknown) => Promise<void>,
  ) {}

  offers(currency: string): Promise<readonly Offer[]> {
    return this.ask((client) => client.offers(currency));
  }

  sell(sale: Sale): Promise<Sold> {
    return this.ask((client) => client.sell(sale));
  }

  badges(runId: string): Promise<Blob> {
    return this.ask((client) => client.badges(runId));
  }

  private async ask<T>(ask: (client: DoorClient) => Promise<T>): Promise<T> {
    const client = this.client();
    if (client === null) throw new Unreachable("no device");
    try {
      return await ask(client);
    } catch (error) {
      await this.hear(error);
      throw error;
    }
  }
}

export function totalOf(form: SaleForm, offer: Offer | undefined): number {
  return offer === undefined ? 0 : offer.price_minor * form.quantity;
}

/** How many of it one sale takes. */
export function mostOf(offer: Offer | undefined): number {
  return offer === undefined ? 1 : Math.max(1, Math.min(MOST_SOLD, offer.maximum, offer.remaining));
}

/** What is wrong before anything is sent; the server judges again. */
export function faultsOf(form: SaleForm, offer: Offer | undefined): ReadonlyMap<SaleField, DoorKey> {
  const found = new Map<SaleField, DoorKey>();
  if (offer === undefined) found.set("type", "sale.noType");
  const { quantity } = form;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostOf(offer)) found.set("quantity", "sale.noQuantity");
  if (form.name.trim() === "") found.set("name", "sale.noName");
  return found;
}

/** Everybody who comes by it bears the name of who buys. */
export function saleOf(form: SaleForm, offer: Offer, listId: string | null, locale: string): Sale {
  const name = form.name.trim();
  const total = totalOf(form, offer);
  return {
    lines: [{ ticket_type_id: offer.ticket_type_id, quantity: form.quantity }],
    buyer: { name, email: form.email.trim() === "" ? null : form.email.trim(), locale },
    attendees: Array.from({ length: form.quantity * offer.places }, () => ({
      ticket_type_id: offer.ticket_type_id,
      name,
      email: null,
    })),
    ...(form.currency === "" ? {} : { currency: form.currency }),
    payment: total === 0 ? null : { method: form.payment, reference: form.reference.trim(), note: "" },
    total_minor: total,
    admits: form.admits,
    list_id: form.admits ? listId : null,
    prints_badges: form.printsBadges,
  };
}

/** Why nothing was sold: at a field, or as a whole. */
export function refusalOf(error: unknown): { readonly field: SaleField | null; readonly key: DoorKey } {
  if (!(error instanceof Refused) || isSilence(error)) return { field: null, key: "sale.unsure" };
  const { code, errors } = error.problem;
  if (code === "inventory.sold-out") return { field: "type", key: "sale.soldOut" };
  if (code === "box-office.total-changed") return { field: "type", key: "sale.totalChanged" };
  if (code === "idempotency.in-progress") return { field: null, key: "sale.unsure" };
  const pointer = errors[0]?.pointer ?? "";
  if (pointer === "/buyer/email") return { field: "email", key: "sale.wrongEmail" };
  if (pointer.endsWith("/quantity")) return { field: "quantity", key: "sale.tooMany" };
  if (pointer.endsWith("/name")) return { field: "name", key: "sale.noName" };
  if (pointer.startsWith("/lines")) return { field: "type", key: "sale.notOnSale" };
  return { field: null, key: "sale.failed" };
}
