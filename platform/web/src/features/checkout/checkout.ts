// The purchase as three screens over one state; the server's order decides, and a reload rebuilds from it.
import { Refused } from "../../lib/api";
import { h, type Child } from "../../lib/dom";
import { formatMoney } from "../../lib/money";
import { placeErrors } from "../../lib/problems";
import { Client, orderPath, type Config } from "./client";
import { checkAttendees, checkBuyer, counted, fieldFor, linesOf, mostOf, seat, step, timeLeft, totalOf, type Attendee, type Buyer, type Offer, type Order } from "./model";
import { errorSummary, heading, progress, stepper, summary, textField } from "./parts";

const SOLD_OUT = "inventory.sold-out";

type Screen = "tickets" | "people" | "payment" | "gone";

export class Checkout {
  private offers: readonly Offer[];
  private screen: Screen = "tickets";
  private basket = new Map<string, number>();
  private order: Order | null = null;
  private secret = "";
  private buyer: Buyer;
  private attendees: Attendee[] = [];
  private errors = new Map<string, string>();
  private others: string[] = [];
  private busy = false;
  private seconds = Infinity;
  private readonly client: Client;
  private readonly voice = h("p", { class: "visually-hidden", role: "status" });
  private readonly clock = h("strong", { class: "number" });

  constructor(
    private readonly root: HTMLElement,
    private readonly config: Config,
  ) {
    this.offers = config.offers;
    this.client = new Client(config, sessionStorage);
    this.buyer = { name: "", email: "", locale: config.locale };
  }

  async start(): Promise<void> {
    await this.resume();
    this.draw(false);
    setInterval(() => this.tick(), 1000);
  }

  /** Picks up the order that a link names or that this browser left unfinished, if it is still held. */
  private async resume(): Promise<void> {
    const linked = /^#order=([\w-]+)\.([\w-]+)$/.exec(location.hash);
    const [id, secret] = linked ? linked.slice(1) : (sessionStorage.getItem(this.memory)?.split(" ") ?? []);
    if (!id || !secret) return;
    try {
      const order = await this.client.find(id, secret);
      if (order.state !== "held" && order.state !== "awaiting_payment") return this.forget();
      this.buyer = { ...this.buyer, name: order.buyer_name, email: order.buyer_email };
      this.attendees = [...order.attendees];
      this.adopt(order, secret);
      this.screen = this.isNamed(order) ? "payment" : "people";
    } catch {
      this.forget();
    }
  }

  private get memory(): string {
    return `turnout-order:${this.config.eventId}`;
  }

  private forget(): void {
    sessionStorage.removeItem(this.memory);
    this.order = null;
    this.secret = "";
  }

  private adopt(order: Order, secret: string): void {
    this.order = order;
    this.secret = secret;
    this.seconds = Infinity;
    this.basket = new Map(order.lines.map((line) => [line.ticket_type_id, line.quantity]));
    this.attendees = seat(order.lines, this.buyer.name, this.attendees);
    sessionStorage.setItem(this.memory, `${order.id} ${secret}`);
  }

  private isNamed(order: Order): boolean {
    return order.attendees.length === order.lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  // Actions

  private async hold(): Promise<void> {
    const lines = linesOf(this.basket);
    const wrong = checkBuyer(this.buyer);
    if (lines.length === 0) return this.fail([...wrong], ["Please select at least 1 ticket"]);
    if (wrong.size > 0) return this.fail([...wrong], []);
    await this.during(async () => {
      if (this.order !== null && JSON.stringify(linesOf(this.held())) !== JSON.stringify(lines)) {
        await this.client.cancel(this.order, this.secret);
        this.forget();
      }
      const alone = lines.length === 1 && lines[0]?.quantity === 1;
      this.screen = "people";
      if (this.order !== null) return;
      const order = await this.client.hold(lines, this.buyer, alone ? seat(lines, this.buyer.name, []) : []);
      this.adopt(order, order.secret ?? "");
      if (this.isNamed(order)) await this.proceed(order);
    });
  }

  private held(): Map<string, number> {
    return new Map(this.order?.lines.map((line) => [line.ticket_type_id, line.quantity]));
  }

  private async name(): Promise<void> {
    const wrong = checkAttendees(this.attendees);
    if (wrong.size > 0) return this.fail([...wrong], []);
    await this.during(async () => {
      if (this.order === null) return;
      const order = await this.client.name(this.order, this.secret, this.buyer, this.attendees);
      await this.proceed(order);
    });
  }

  private async proceed(order: Order): Promise<void> {
    this.order = order;
    if (order.total_minor > 0 && order.state !== "confirmed") this.screen = "payment";
    else await this.finish();
  }

  private async pay(): Promise<void> {
    await this.during(() => this.finish());
  }

  private async finish(): Promise<void> {
    if (this.order === null) return;
    const address = this.order.state === "confirmed" ? null : await this.client.pay(this.order, this.secret);
    if (address === null) sessionStorage.removeItem(this.memory);
    location.assign(address ?? orderPath(this.config, this.order.id, this.secret));
    await new Promise((resolve) => setTimeout(resolve, 10_000));
  }

  /** Runs one action at a time and turns what goes wrong into words at the right place. */
  private async during(action: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.errors.clear();
    this.others = [];
    const before = this.screen;
    this.root.setAttribute("aria-busy", "true");
    for (const button of this.root.querySelectorAll<HTMLButtonElement>("button")) button.disabled = true;
    try {
      await action();
    } catch (error) {
      this.explain(error);
      if (error instanceof Refused && error.problem.code === SOLD_OUT) await this.count();
    } finally {
      this.busy = false;
      this.root.removeAttribute("aria-busy");
      this.draw(this.screen !== before);
    }
  }

  /** Asks what is left, so that the screen offers no more than there is. */
  private async count(): Promise<void> {
    try {
      this.offers = counted(this.offers, await this.client.stock());
    } catch {
      // The refusal is on screen already; the numbers stay as they were.
    }
  }

  private explain(error: unknown): void {
    if (!(error instanceof Refused)) {
      this.others = ["We could not reach the server. Your tickets stay held; please try again."];
      return;
    }
    const { problem } = error;
    if (problem.status === 410 || problem.code.endsWith("expired")) {
      this.screen = "gone";
      this.forget();
      return;
    }
    const placed = placeErrors(problem, (pointer) => fieldFor(pointer, linesOf(this.basket)));
    this.errors = new Map(placed.fields);
    this.others = [...placed.others];
    if (problem.retryAfterSeconds !== null && problem.status === 429) this.others.push(`Please wait ${problem.retryAfterSeconds} seconds.`);
    if (problem.status >= 500 && problem.requestId) this.others.push(`If it happens again, tell us the number ${problem.requestId}.`);
  }

  private fail(errors: [string, string][], others: string[]): void {
    this.errors = new Map(errors);
    this.others = others;
    this.draw(false);
  }

  private tick(): void {
    if (this.order?.expires_at == null || this.screen === "gone" || this.busy) return;
    const left = timeLeft(this.order.expires_at, Date.now(), this.seconds);
    this.seconds = left.seconds;
    this.clock.textContent = left.text;
    if (left.announce) this.voice.textContent = left.announce;
    if (left.seconds > 0) return;
    this.forget();
    this.screen = "gone";
    this.draw(true);
  }

  // Screens

  private draw(moved: boolean): void {
    const free = totalOf(this.offers, this.basket) === 0;
    const index = { tickets: 0, people: 1, payment: 2, gone: 0 }[this.screen];
    const body = { tickets: () => this.drawTickets(), people: () => this.drawPeople(), payment: () => this.drawPayment(), gone: () => this.drawGone() }[this.screen]();
    const wrong = [...[...this.errors].map(([id, text]) => ({ id, text })), ...this.others.map((text) => ({ id: null, text }))];
    const alert = wrong.length > 0 ? errorSummary("Please look at this again", wrong) : null;
    this.root.replaceChildren(
      h("div", { class: "checkout__main stack" }, progress(index, free && this.basket.size > 0), this.countdown(), alert, ...body),
      h("aside", { class: "checkout__side panel" }, summary(this.offers, this.basket, this.config.locale)),
      this.voice,
    );
    this.tick();
    if (alert !== null) alert.focus();
    else if (moved) this.root.querySelector<HTMLElement>("h1")?.focus();
    if (moved) scrollTo({ top: 0 });
  }

  private countdown(): Child {
    if (this.order?.expires_at == null || this.screen === "gone") return null;
    return h("p", { class: "notice" }, h("span", {}, "Your tickets are held for you. Time left: ", this.clock));
  }

  private actions(label: string, act: () => void, back: (() => void) | null): HTMLElement {
    return h(
      "div",
      { class: "row row--apart checkout__actions" },
      back === null ? h("a", { class: "button button--quiet", href: this.config.eventUrl }, "Back") : h("button", { class: "button button--quiet", type: "button", onclick: back }, "Back"),
      h("button", { class: "button button--large", type: "submit", onclick: (event) => { event.preventDefault(); act(); } }, label),
    );
  }

  private go(screen: Screen): void {
    this.errors.clear();
    this.others = [];
    this.screen = screen;
    this.draw(true);
  }

  private drawTickets(): Child[] {
    const { offers } = this;
    const { locale } = this.config;
    const list = offers.map((offer) => {
      const quantity = this.basket.get(offer.ticketTypeId) ?? 0;
      const error = this.errors.get(`quantity-${offer.ticketTypeId}`);
      const most = mostOf(offer);
      const price = offer.priceMinor === 0 ? "Free" : formatMoney(offer.priceMinor, offer.currency, locale, offer.digits);
      const note = most === 0 ? (offer.isOnSale ? "Sold out" : "Not on sale now") : offer.remaining !== null && offer.remaining <= 20 ? `${offer.remaining} left` : "";
      const change = (by: 1 | -1): void => this.change(offer.ticketTypeId, step(offer, quantity, by), by);
      return h(
        "li",
        { class: "choice" },
        h("div", { class: "choice__text" }, h("h2", {}, offer.name), offer.description ? h("p", { class: "muted small" }, offer.description) : null, error ? h("p", { class: "field__error", id: `quantity-${offer.ticketTypeId}-error` }, error) : null),
        h("p", { class: "choice__price" }, price, note ? h("span", { class: "muted small" }, note) : null),
        most === 0 ? null : stepper(offer, quantity, { most, error, change }),
      );
    });
    return [
      heading(`Tickets for ${this.config.eventTitle}`),
      h("form", { class: "stack", novalidate: true }, h("ul", { class: "choices" }, ...list), this.drawBuyer(), this.actions("Continue", () => void this.hold(), null)),
    ];
  }

  private drawBuyer(): HTMLElement {
    const field = (key: "name" | "email", label: string, more: { type?: string; autocomplete: string; hint?: string }): HTMLElement =>
      textField({ id: `buyer-${key}`, label, value: this.buyer[key], required: true, error: this.errors.get(`buyer-${key}`), onInput: (value) => (this.buyer = { ...this.buyer, [key]: value }), ...more });
    return h(
      "fieldset",
      { class: "person stack stack--tight" },
      h("legend", {}, "Who is buying"),
      field("name", "Your name", { autocomplete: "name" }),
      field("email", "E-mail", { type: "email", autocomplete: "email", hint: "Your tickets are sent to this address." }),
    );
  }

  private change(id: string, quantity: number, by: number): void {
    this.basket.set(id, quantity);
    this.errors.delete(`quantity-${id}`);
    this.draw(false);
    const offer = this.offers.find((each) => each.ticketTypeId === id);
    this.voice.textContent = `${offer?.name ?? ""}: ${quantity}`;
    const group = document.getElementById(`quantity-${id}`);
    (group?.querySelector<HTMLButtonElement>(`[data-by="${by}"]:not([disabled])`) ?? group)?.focus();
  }

  private drawPeople(): Child[] {
    const names = new Map(this.offers.map((offer) => [offer.ticketTypeId, offer.name]));
    const attendees = this.attendees.map((attendee, index) =>
      h(
        "fieldset",
        { class: "person" },
        h("legend", {}, `Ticket ${index + 1}: ${names.get(attendee.ticket_type_id) ?? ""}`),
        textField({
          id: `attendee-${index}-name`,
          label: "Name on the ticket",
          value: attendee.name,
          required: true,
          error: this.errors.get(`attendee-${index}-name`),
          onInput: (name) => (this.attendees[index] = { ...attendee, name }),
        }),
      ),
    );
    return [
      heading("Who is coming"),
      h("form", { class: "stack", novalidate: true }, ...attendees, this.actions("Continue", () => void this.name(), () => this.go("tickets"))),
    ];
  }

  private drawPayment(): Child[] {
    const { currency, digits } = this.offers.find((offer) => offer.currency === this.order?.currency) ?? { currency: "EUR", digits: 2 };
    const total = formatMoney(this.order?.total_minor ?? 0, currency, this.config.locale, digits);
    return [
      heading("Payment"),
      h("p", { class: "lead" }, "You pay on the page of the payment provider and come back here. Your card number never reaches us."),
      h("p", { class: "muted" }, `Tickets and receipt go to ${this.buyer.email || "your address"}.`),
      h("form", { class: "stack" }, this.actions(`Pay ${total}`, () => void this.pay(), () => this.go("people"))),
    ];
  }

  private drawGone(): Child[] {
    return [
      heading("Your time ran out"),
      h("p", { class: "lead" }, "The tickets went back on sale and nothing was charged. If some are left, you can choose again."),
      h("p", {}, h("button", { class: "button", type: "button", onclick: () => location.reload() }, "Choose again")),
    ];
  }
}
