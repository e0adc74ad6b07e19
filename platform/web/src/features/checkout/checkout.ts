// The purchase as three screens over one state; the server's order decides, and a reload rebuilds from it.
import { Refused } from "../../lib/api";
import { h, type Child } from "../../lib/dom";
import type { Answers, Form } from "../../lib/forms/definition";
import { formatMoney } from "../../lib/money";
import { placeErrors } from "../../lib/problems";
import { Client, guest, orderPath, type Config } from "./client";
import { OrderFiles } from "./files";
import { checkBuyer, clamped, counted, fieldFor, linesOf, priced, seat, seatsOf, timeLeft, totalOf, type Attendee, type Buyer, type Offer, type Order } from "./model";
import { choiceOf, dueNow, firstPick, offered, paymentOptions, type Picked, type Ways } from "./payment";
import { errorSummary, heading, progress, summary, textField } from "./parts";
import { answersOf, checkPeople, drawPeople, isAsked, sentPeople, type People } from "./people";
import { drawChoices, type Chosen } from "./tickets";

const SOLD_OUT = "inventory.sold-out";
const INCOMPLETE = "orders.incomplete";
/** A hold of days (for a transfer, or the next part of a plan) is no countdown. */
const SHORT_MILLISECONDS = 3_600_000;

type Screen = "tickets" | "people" | "payment" | "gone";

export class Checkout {
  private offers: readonly Offer[];
  private screen: Screen = "tickets";
  private basket = new Map<string, number>();
  private readonly typed = new Map<string, string>();
  private readonly amounts = new Map<string, number>();
  private form: Form = { questions: [] };
  private answers: Answers = {};
  private order: Order | null = null;
  private secret = "";
  private buyer: Buyer;
  private attendees: Attendee[] = [];
  private errors = new Map<string, string>();
  private others: string[] = [];
  private busy = false;
  private seconds = Infinity;
  private ways: Ways | null = null;
  private picked: Picked = { method: 0, plan: "" };
  private readonly client: Client;
  private readonly files = new OrderFiles({ order: () => this.order && { address: `${this.config.api}/orders/${this.order.id}`, headers: guest(this.secret) } });
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
    this.form = await this.client.form().catch(() => this.form);
    this.answers = answersOf(this.form, null, location.search);
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
      if (order.paid_minor > 0) return location.replace(orderPath(this.config, id, secret));
      this.buyer = { ...this.buyer, name: order.buyer_name, email: order.buyer_email };
      this.attendees = [...order.attendees];
      this.adopt(order, secret);
      this.answers = answersOf(this.form, order, location.search);
      if (this.form.questions.some((question) => question.type === "file")) await this.files.learn().catch(() => undefined);
      if (this.isNamed(order) && checkPeople(this.people).size === 0) await this.toPayment();
      else this.screen = "people";
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
    for (const line of order.lines) if (this.isDonation(line.ticket_type_id) && line.unit_minor !== undefined) this.amounts.set(line.ticket_type_id, line.unit_minor);
    this.attendees = seat(order.lines, this.buyer.name, this.attendees);
    sessionStorage.setItem(this.memory, `${order.id} ${secret}`);
  }

  private isNamed(order: Order): boolean {
    return order.attendees.length === seatsOf(order.lines).length;
  }

  private isDonation(id: string): boolean {
    return this.offers.some((offer) => offer.ticketTypeId === id && offer.kind === "donation");
  }

  private get people(): People {
    const types = this.order?.lines.map((line) => line.ticket_type_id) ?? [];
    return { form: this.form, types, attendees: this.attendees, answers: this.answers };
  }

  // Actions

  private async hold(): Promise<void> {
    const lines = linesOf(this.basket, this.amounts);
    const wrong = new Map([...this.unread(), ...checkBuyer(this.buyer)]);
    if (lines.length === 0) return this.fail([...wrong], ["Please select at least 1 ticket"]);
    if (wrong.size > 0) return this.fail([...wrong], []);
    await this.during(async () => {
      if (this.order !== null && JSON.stringify(this.held()) !== JSON.stringify(lines)) {
        await this.client.cancel(this.order, this.secret);
        this.forget();
      }
      const alone = seatsOf(lines, this.offers).length === 1 && !isAsked({ ...this.people, types: lines.map((line) => line.ticket_type_id), attendees: seat(lines, "", [], this.offers) });
      this.screen = "people";
      if (this.order !== null) return;
      const order = await this.client.hold(lines, this.buyer, alone ? seat(lines, this.buyer.name, [], this.offers) : []);
      this.adopt(order, order.secret ?? "");
      if (this.isNamed(order)) await this.proceed(order);
    });
  }

  /** What the order holds, as it was asked for. */
  private held(): ReturnType<typeof linesOf> {
    const lines = this.order?.lines ?? [];
    const given = new Map(lines.flatMap((line) => (this.amounts.has(line.ticket_type_id) ? [[line.ticket_type_id, line.unit_minor ?? 0] as const] : [])));
    return linesOf(new Map(lines.map((line) => [line.ticket_type_id, line.quantity])), given);
  }

  /** Amounts that nobody can read, of what is in the basket. */
  private unread(): [string, string][] {
    return [...this.typed.keys()].filter((id) => (this.basket.get(id) ?? 0) > 0 && !this.amounts.has(id)).map((id) => [`amount-${id}`, "Please enter an amount, such as 10 or 10.50"]);
  }

  private async name(): Promise<void> {
    const wrong = checkPeople(this.people);
    if (wrong.size > 0) return this.fail([...wrong], []);
    await this.during(async () => {
      if (this.order === null) return;
      const { attendees, answers } = sentPeople(this.people);
      const order = await this.client.name(this.order, this.secret, this.buyer, attendees, answers);
      await this.proceed(order);
    });
  }

  private async proceed(order: Order): Promise<void> {
    this.order = order;
    if (order.total_minor > 0 && order.state !== "confirmed") await this.toPayment();
    else await this.finish(null);
  }

  /** The payment step, with the ways to pay that fit the order as it is now. */
  private async toPayment(): Promise<void> {
    if (this.order === null) return;
    this.ways = await this.client.ways(this.order, this.secret);
    this.picked = firstPick(this.ways);
    this.screen = "payment";
  }

  private async pay(): Promise<void> {
    const { order, ways } = this;
    const choice = ways && choiceOf(ways, this.picked);
    if (order === null || choice === null) return;
    await this.during(async () => this.finish(await this.client.pay(order, this.secret, choice)));
  }

  /** To the provider's page, or to the order's own, which says what is next. */
  private async finish(address: string | null): Promise<void> {
    if (this.order === null) return;
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
    if (problem.code === INCOMPLETE) this.screen = "people";
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
    const offers = priced(this.offers, this.amounts);
    const free = totalOf(offers, this.basket) === 0;
    const index = { tickets: 0, people: 1, payment: 2, gone: 0 }[this.screen];
    const body = { tickets: () => this.drawTickets(), people: () => this.drawPeople(), payment: () => this.drawPayment(), gone: () => this.drawGone() }[this.screen]();
    const wrong = [...[...this.errors].map(([id, text]) => ({ id, text })), ...this.others.map((text) => ({ id: null, text }))];
    const alert = wrong.length > 0 ? errorSummary("Please look at this again", wrong) : null;
    this.root.replaceChildren(
      h("div", { class: "checkout__main stack" }, progress(index, free && this.basket.size > 0), this.countdown(), alert, ...body),
      h("aside", { class: "checkout__side panel" }, summary(offers, this.basket, this.config.locale)),
      this.voice,
    );
    this.tick();
    if (alert !== null) alert.focus();
    else if (moved) this.root.querySelector<HTMLElement>("h1")?.focus();
    if (moved) scrollTo({ top: 0 });
  }

  private countdown(): Child {
    if (this.order?.expires_at == null || this.screen === "gone") return null;
    if (Date.parse(this.order.expires_at) - Date.now() > SHORT_MILLISECONDS) return null;
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
    const chosen: Chosen = {
      offers: this.offers,
      basket: this.basket,
      typed: this.typed,
      errors: this.errors,
      locale: this.config.locale,
      change: (id, quantity, by) => this.change(id, quantity, by),
      give: (id, text, minor) => this.give(id, text, minor),
    };
    return [
      heading(`Tickets for ${this.config.eventTitle}`),
      h("form", { class: "stack", novalidate: true }, drawChoices(chosen), this.drawBuyer(), this.actions("Continue", () => void this.hold(), null)),
    ];
  }

  /** A donor's amount: kept as typed, counted when it can be read. */
  private give(id: string, text: string, minor: number | null): void {
    this.typed.set(id, text);
    if (minor === null) this.amounts.delete(id);
    else this.amounts.set(id, minor);
    this.errors.delete(`amount-${id}`);
    this.root.querySelector(".checkout__side")?.replaceChildren(summary(priced(this.offers, this.amounts), this.basket, this.config.locale));
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
    this.basket = clamped(this.offers, this.basket);
    this.errors.delete(`quantity-${id}`);
    this.draw(false);
    const offer = this.offers.find((each) => each.ticketTypeId === id);
    this.voice.textContent = `${offer?.name ?? ""}: ${quantity}`;
    const group = document.getElementById(`quantity-${id}`);
    (group?.querySelector<HTMLButtonElement>(`[data-by="${by}"]:not([disabled])`) ?? group)?.focus();
  }

  private drawPeople(): Child[] {
    const names = new Map(this.offers.map((offer) => [offer.ticketTypeId, offer.name]));
    const fields = drawPeople({
      ...this.people,
      names,
      errors: this.errors,
      locale: this.config.locale,
      change: (index, attendee) => (this.attendees[index] = attendee),
      changeOrder: (answers) => (this.answers = answers),
      uploads: this.files,
    });
    return [
      heading("Who is coming"),
      h("form", { class: "stack", novalidate: true }, ...fields, this.actions("Continue", () => void this.name(), () => this.go("tickets"))),
    ];
  }

  private drawPayment(): Child[] {
    const { ways, picked } = this;
    if (ways === null) return [heading("Payment")];
    const digits = this.offers.find((offer) => offer.currency === ways.currency)?.digits ?? 2;
    const amount = formatMoney(dueNow(ways, picked), ways.currency, this.config.locale, digits);
    const pick = (now: Picked): void => this.pick(now);
    const options = paymentOptions({ ways, picked, locale: this.config.locale, digits, pick });
    const actions = offered(ways).length > 0 ? this.actions(`Pay ${amount}`, () => void this.pay(), () => this.go("people")) : null;
    return [
      heading("Payment"),
      h("p", { class: "muted" }, `Tickets and receipt go to ${this.buyer.email || "your address"}.`),
      h("form", { class: "stack" }, ...options, actions),
      this.order ? h("p", { class: "small" }, h("a", { href: `${orderPath(this.config, this.order.id, this.secret)}#papers` }, "Add an invoice address for a company")) : null,
    ];
  }

  /** Draws the choice again and keeps the focus where it was made. */
  private pick(picked: Picked): void {
    const name = picked.plan === this.picked.plan ? "way" : "plan";
    this.picked = picked;
    this.draw(false);
    this.root.querySelector<HTMLElement>(`input[name="${name}"]:checked`)?.focus();
  }

  private drawGone(): Child[] {
    return [
      heading("Your time ran out"),
      h("p", { class: "lead" }, "The tickets went back on sale and nothing was charged. If some are left, you can choose again."),
      h("p", {}, h("button", { class: "button", type: "button", onclick: () => location.reload() }, "Choose again")),
    ];
  }
}
