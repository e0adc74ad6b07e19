// The API client of the checkout, in the order in which a purchase makes its requests.
import type { Middleware } from "openapi-fetch";
import { answerOf, connect, onlyOnce, type Api, type Schemas } from "../../api/client";
import { Refused, send } from "../../lib/api";
import { answerTo } from "../../lib/challenges";
import type { FrameConfig } from "../../lib/frame";
import type { Answers, Form } from "../../lib/forms/definition";
import { ChallengeDesk, withChallenge, type ChallengeConfig } from "./challenge";
import { appliedOf, type AppliedCodes } from "./codes";
import type { Buyer, Offer, Pricing, Stock } from "./model";
import { offerOf, pricingOf } from "./offers";
import type { PaymentChoice } from "./payment";
import { orderedBy, type SoldBy, type Source } from "./sold-by";
import type {
  Attendee,
  Billing,
  BuyerPrices,
  BuyerTerms,
  CheckedCodes,
  Line,
  Order,
  PaymentOptions,
  ShopItem,
  StartedPayment,
  TextConsent,
} from "./types";

export interface Config {
  /** Root of the organization's part of the API. */
  readonly api: string;
  readonly organizationId: string;
  readonly eventId: string;
  readonly eventTitle: string;
  readonly eventUrl: string;
  readonly orderUrl: string;
  /** Where one signs in, and comes back here; "" for somebody who is signed in. */
  readonly signInUrl?: string;
  /** The access code that opened a private event; "" for any other. */
  readonly accessCode?: string;
  /** The language of the offers' texts. */
  readonly locale: string;
  /** The event's time zone. */
  readonly zone?: string;
  /** When the server wrote the page. */
  readonly servedAt?: string;
  /** What buyers agree to; null where the organization has no terms. */
  readonly legal?: Legal | null;
  /** Whoever is signed in. */
  readonly viewer?: { readonly name: string; readonly email: string } | null;
  /** Proves that the viewer's address is theirs; "" for nobody. */
  readonly addressProof?: string;
  readonly organizer?: string;
  /** Where one follows the organizer. */
  readonly followUrl?: string;
  /** The event's picture; shown where nothing is to be had. */
  readonly coverUrl?: string;
  /** Where one joins the waitlist. */
  readonly waitlistUrl?: string;
  /** Other events of the organizer that have tickets, where this one is sold out. */
  readonly others?: readonly OtherEvent[];
  /** Where the buyer came from; absent where nobody is to be followed. */
  readonly source?: Source;
  /** The code of the sales partner whose prices are shown; "" for those of the web. */
  readonly partner?: string;
  /** In the currency that is shown. */
  readonly offers: readonly Offer[];
  /** The currencies to choose from; nothing where there is one. */
  readonly currencies?: readonly CurrencyChoice[];
  /** What is chosen for the buyer: the only ticket that can be had, by its least number. */
  readonly preselected?: Readonly<Record<string, number>>;
  /** Places that somebody was offered who waited for them: they are reserved, whatever is left. */
  readonly waitlistOffer?: WaitlistOffer;
  /** The organization's challenge service, where the event may ask for it. */
  readonly challenge?: ChallengeConfig;
  /** `attendees` where there is nothing to choose: the preselected ticket is held when the page opens. */
  readonly beginsWith?: "tickets" | "attendees";
  /** The page of another site that this one stands in; absent where it stands by itself. */
  readonly frame?: FrameConfig;
  /** The organization sends text messages to buyers who agree. */
  readonly offersTexts?: boolean;
}

/** A currency, and this page's address in it. */
export interface CurrencyChoice {
  readonly code: string;
  readonly url: string;
  readonly isShown: boolean;
}

export interface WaitlistOffer {
  readonly token: string;
  readonly ticketTypeId: string;
  readonly quantity: number;
}

export interface OtherEvent {
  readonly title: string;
  readonly url: string;
  /** Its date, in the words of the page's language. */
  readonly when: string;
}

/** The organization's texts that are in force: the number that is agreed to, and where they are read. */
export interface Legal {
  readonly organization: string;
  readonly terms: number;
  readonly termsUrl: string;
  /** "" without a privacy policy. */
  readonly privacyUrl: string;
}

/** What codes do, with the offers that they opened. */
export interface CodesChecked {
  readonly applied: AppliedCodes;
  readonly opened: readonly Offer[];
}

const PAYMENT_ATTEMPTS = 15;
const PAYMENT_PAUSE_MILLISECONDS = 2000;
const ORDERS = "/api/v1/organizations/{organization_id}/orders";
const EVENT = "/api/v1/organizations/{organization_id}/events/{event_id}";

export class Client {
  private readonly api: Api;
  /** Where requests wait for a person who is asked to show that they are one. */
  readonly desk = new ChallengeDesk();
  private readonly once: { readonly middleware: Middleware[] };

  constructor(
    private readonly config: Config,
    store: Storage,
    origin = location.origin,
    private readonly from: SoldBy = {},
  ) {
    this.api = connect(origin);
    this.once = { middleware: [onlyOnce(store)] };
  }

  /** Holds the tickets. The same basket never holds twice, however often it is sent. */
  async hold(lines: readonly Line[], codes: readonly string[] = [], member = ""): Promise<Order> {
    const wanted = lines.map(({ ticket_type_id, quantity, amount_minor }) => ({
      ticket_type_id,
      quantity,
      ...(amount_minor === undefined ? {} : { amount_minor }),
    }));
    const { organizationId: organization_id, eventId: event_id, waitlistOffer } = this.config;
    const takesOffer = lines.some(({ ticket_type_id }) => ticket_type_id === waitlistOffer?.ticketTypeId);
    return orderedBy(this.from, (said) =>
      this.challenged((proof) =>
        dataOf<Order>(
          this.api.POST(ORDERS, {
            params: { path: { organization_id } },
            headers: { ...this.accessHeaders(), ...this.proofHeaders(), ...proof },
            body: {
              event_id,
              lines: wanted,
              ...this.currency(),
              ...(codes.length === 0 ? {} : { codes: [...codes] }),
              ...(member === "" ? {} : { member_number: member }),
              ...(waitlistOffer !== undefined && takesOffer ? { waitlist_offer: waitlistOffer.token } : {}),
              ...said,
            },
            ...this.once,
          }),
        ),
      ),
    );
  }

  /** What is left of each ticket type now, as the event's page shows it. */
  async stock(): Promise<readonly Stock[]> {
    const { partner } = this.seller();
    const asked = partner === undefined ? "" : `?partner=${encodeURIComponent(partner)}`;
    const { tickets } = await send<{ tickets: Stock[] }>(`${this.config.eventUrl}/availability.json${asked}`);
    return withOffer(tickets, this.config.waitlistOffer);
  }

  /** Ticket types that are in no list, by the link that names them. */
  async hiddenOffers(ids: readonly string[], language: string): Promise<readonly Offer[]> {
    const { items } = await dataOf<{ readonly items: readonly ShopItem[] }>(
      this.api.GET(`${EVENT}/offers`, {
        params: {
          path: this.eventPath(),
          query: { language, ticket_type_id: [...ids], ...this.currency(), ...this.seller() },
        },
        headers: this.accessHeaders(),
      }),
    );
    const digits = new Map(this.config.offers.map((offer) => [offer.currency, offer.digits]));
    return items.filter((item) => ids.includes(item.id)).map((item) => offerOf(item, digits));
  }

  /** What codes do here; refused where one of them does not count. */
  async checkCodes(codes: readonly string[], language: string): Promise<CodesChecked> {
    const checked = await dataOf<CheckedCodes>(
      this.api.POST(`${EVENT}/check-codes`, {
        params: { path: this.eventPath() },
        headers: this.accessHeaders(),
        body: { codes: [...codes], language, ...this.currency(), ...this.seller() },
      }),
    );
    const digits = new Map(this.config.offers.map((offer) => [offer.currency, offer.digits]));
    return { applied: appliedOf(checked), opened: checked.opened.map((item) => offerOf(item, digits)) };
  }

  /** What ticket types cost this buyer: by the address of who is signed in, and by a member number. */
  async memberPrices(member: string, ids: readonly string[]): Promise<ReadonlyMap<string, Pricing>> {
    const { prices } = await dataOf<BuyerPrices>(
      this.api.POST(`${EVENT}/check-member-price`, {
        params: { path: this.eventPath() },
        headers: { ...this.accessHeaders(), ...this.proofHeaders() },
        body: { member_number: member, ticket_type_ids: [...ids], ...this.currency(), ...this.seller() },
      }),
    );
    return new Map(
      prices.flatMap((each) => {
        const pricing = pricingOf(each);
        return pricing === null ? [] : [[each.ticket_type_id, pricing] as const];
      }),
    );
  }

  async getOrder(id: string, secret: string): Promise<Order> {
    return dataOf<Order>(this.api.GET(`${ORDERS}/{order_id}`, this.orderRequest({ id }, secret)));
  }

  /** What the event asks, in the page's language. */
  async form(language: string): Promise<Form> {
    return dataOf<Form>(
      this.api.GET(`${EVENT}/form`, {
        params: { path: this.eventPath(), query: { language } },
        headers: this.accessHeaders(),
      }),
    );
  }

  /** Registers buyer and attendees; `answers` of the order only where the event has questions for it. */
  async updateOrder(
    order: Order,
    secret: string,
    people: {
      readonly buyer: Buyer;
      readonly attendees: readonly Attendee[];
      readonly answers: Answers | null;
      readonly terms: number | null;
    },
  ): Promise<Order> {
    const { buyer, answers, terms } = people;
    const attendees = people.attendees.map((each) => ({ ...each }));
    const body = {
      buyer: { ...buyer, name: buyer.name.trim(), email: buyer.email.trim() },
      attendees,
      ...(answers === null ? {} : { answers: { ...answers } }),
      ...(terms === null ? {} : { accepted_terms: terms }),
    };
    const { params, headers } = this.orderRequest(order, secret);
    const known = { ...headers, ...this.proofHeaders() };
    return this.challenged((proof) =>
      dataOf<Order>(this.api.PATCH(`${ORDERS}/{order_id}`, { params, headers: { ...known, ...proof }, body })),
    );
  }

  async paymentOptions(order: Order, secret: string, country = ""): Promise<PaymentOptions> {
    const { params, headers } = this.orderRequest(order, secret);
    return dataOf<PaymentOptions>(
      this.api.GET(`${ORDERS}/{order_id}/payment-methods`, {
        params: { ...params, query: country === "" ? {} : { country } },
        headers,
      }),
    );
  }

  /**
   * Starts paying, and waits while the provider is asked elsewhere. Without a next action the order's own
   * page says what becomes of it.
   */
  async pay(order: Order, secret: string, choice: PaymentChoice): Promise<StartedPayment | null> {
    const body = { ...choice, return_path: orderPath(this.config, order.id, secret) };
    for (let attempt = 0; attempt < PAYMENT_ATTEMPTS; attempt += 1) {
      const started = await dataOf<StartedPayment>(
        this.api.POST(`${ORDERS}/{order_id}/payment`, { ...this.orderRequest(order, secret), body, ...this.once }),
      );
      if (started.redirect_url || started.next_action !== null || started.state === "processing") return started;
      const now = await this.getOrder(order.id, secret);
      if (now.state !== "held" && now.state !== "awaiting_payment") return null;
      await new Promise((resolve) => setTimeout(resolve, PAYMENT_PAUSE_MILLISECONDS));
    }
    return null;
  }

  /** Releases the held tickets; a refusal is ignored, since then nothing was held any more. */
  async cancel(order: Order, secret: string): Promise<void> {
    await this.api
      .POST(`${ORDERS}/{order_id}/cancel`, { ...this.orderRequest(order, secret), ...this.once })
      .catch((error: unknown) => {
        if (!(error instanceof Refused)) throw error;
      });
  }

  /** The refund terms that are in force now. */
  async refundTerms(): Promise<BuyerTerms> {
    return dataOf<BuyerTerms>(
      this.api.GET(`${EVENT}/public-buyer-terms`, {
        params: { path: this.eventPath() },
        headers: this.accessHeaders(),
      }),
    );
  }

  async billing(order: Order, secret: string): Promise<Billing> {
    return dataOf<Billing>(this.api.GET(`${ORDERS}/{order_id}/billing`, this.orderRequest(order, secret)));
  }

  async updateBilling(order: Order, secret: string, billing: Billing): Promise<Billing> {
    return dataOf<Billing>(
      this.api.POST(`${ORDERS}/{order_id}/billing`, {
        ...this.orderRequest(order, secret),
        body: { ...billing },
        ...this.once,
      }),
    );
  }

  /** What the buyer would agree to about text messages, and whether they did. */
  async textConsent(order: Order, secret: string, language: string): Promise<TextConsent> {
    const { params, headers } = this.orderRequest(order, secret);
    return dataOf<TextConsent>(
      this.api.GET(`${ORDERS}/{order_id}/text-consent`, { params: { ...params, query: { language } }, headers }),
    );
  }

  /** Agrees to text messages, or takes it back. */
  async updateTextConsent(order: Order, secret: string, said: Schemas["TextConsentFields"]): Promise<TextConsent> {
    return dataOf<TextConsent>(
      this.api.PUT(`${ORDERS}/{order_id}/text-consent`, { ...this.orderRequest(order, secret), body: said }),
    );
  }

  private challenged<T>(ask: (proof: Record<string, string>) => Promise<T>): Promise<T> {
    return withChallenge(ask, answerTo, this.desk.ask);
  }

  /** What requests say of the currency; nothing where the event is sold in one. */
  private currency(): { currency?: string } {
    const shown = shownCurrency(this.config);
    return shown === "" ? {} : { currency: shown };
  }

  /** By whose prices requests are answered; nothing for those of the web. */
  private seller(): { partner?: string } {
    const { partner = "" } = this.config;
    return partner === "" ? {} : { partner };
  }

  private eventPath(): { organization_id: string; event_id: string } {
    return { organization_id: this.config.organizationId, event_id: this.config.eventId };
  }

  private orderRequest(order: Pick<Order, "id">, secret: string) {
    return {
      params: { path: { organization_id: this.config.organizationId, order_id: order.id } },
      headers: orderHeaders(secret),
    };
  }

  /** The header by which the server knows who is signed in; empty where nobody is. */
  private proofHeaders(): Record<string, string> {
    const { addressProof } = this.config;
    return addressProof ? { "Turnout-Address-Proof": addressProof } : {};
  }

  /** The header with the access code of a private event; empty for others. */
  private accessHeaders(): Record<string, string> {
    return this.config.accessCode ? { "Turnout-Access-Code": this.config.accessCode } : {};
  }
}

/** The data of an answer, typed as the fields that we read. */
async function dataOf<T>(call: Promise<{ data?: unknown }>): Promise<T> {
  return (await answerOf(call)) as T;
}

/** The currency that the page shows; "" where there is nothing to choose. */
export function shownCurrency(config: Pick<Config, "currencies">): string {
  return config.currencies?.find((each) => each.isShown)?.code ?? "";
}

/** What is left for who was offered places: these, besides what anybody could have. */
export function withOffer(stock: readonly Stock[], offer: WaitlistOffer | undefined): readonly Stock[] {
  if (offer === undefined) return stock;
  return stock.map((each) =>
    each.id === offer.ticketTypeId ? { id: each.id, state: "few", remaining: offer.quantity } : each,
  );
}

export function orderPath(config: Pick<Config, "orderUrl">, id: string, secret: string): string {
  return `${config.orderUrl}/${id}/${secret}`;
}

/** The checkout by itself, at the payment of an order that was begun in a frame. */
export function orderContinued(checkout: string, id: string, secret: string): string {
  const address = new URL(checkout);
  address.searchParams.set("step", "payment");
  address.hash = `order=${id}.${secret}`;
  return address.href;
}

export function orderHeaders(secret: string): Record<string, string> {
  return { "Turnout-Order-Secret": secret };
}
