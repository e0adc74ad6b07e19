// The payment step: which ways there are, in which parts, and what was chosen.
import { h, type Child } from "../../lib/dom";
import { formatMoney } from "../../lib/money";

export interface PayMethod {
  readonly connection_id: string;
  readonly method: string;
  readonly title: string;
  readonly flow: "redirect" | "embedded" | "instructions";
  readonly mode: string;
  readonly longest_pending_seconds: number;
}

export interface PlanOffer {
  readonly plan_id: string;
  readonly name: string;
  readonly keeps_deposit: boolean;
  readonly grace_days: number;
  readonly is_in_force: boolean;
  readonly parts: readonly { readonly amount_minor: number; readonly due_at: string; readonly is_paid: boolean }[];
}

export interface Ways {
  readonly currency: string;
  readonly due_minor: number;
  readonly left_minor: number;
  readonly items: readonly PayMethod[];
  readonly plans: readonly PlanOffer[];
  readonly plan_id: string | null;
}

/** What the buyer picked: a method by its place in the list, and a plan, or "" for all at once. */
export interface Picked {
  readonly method: number;
  readonly plan: string;
}

export interface Choice {
  readonly connection_id: string;
  readonly method: string;
  readonly plan_id?: string | null;
}

const DAY_SECONDS = 86_400;

/** The methods this page can lead to. A provider's own fields need its script, which we never load. */
export function offered(ways: Ways): PayMethod[] {
  return ways.items.filter((each) => each.flow !== "embedded");
}

export function firstPick(ways: Ways): Picked {
  return { method: 0, plan: ways.plan_id ?? "" };
}

/** What is asked for now: the first part of the plan that was picked, or all of it. */
export function dueNow(ways: Ways, picked: Picked): number {
  const plan = ways.plans.find((each) => each.plan_id === picked.plan);
  if (plan === undefined) return ways.left_minor;
  return plan.is_in_force ? ways.due_minor : (plan.parts[0]?.amount_minor ?? ways.left_minor);
}

/** The choice as the API takes it; null when nothing is offered. A plan in force is not chosen again. */
export function choiceOf(ways: Ways, picked: Picked): Choice | null {
  const method = offered(ways)[picked.method];
  if (method === undefined) return null;
  const base = { connection_id: method.connection_id, method: method.method };
  if (ways.plans.some((each) => each.is_in_force)) return base;
  return { ...base, plan_id: picked.plan || null };
}

export function hintOf(method: PayMethod): string {
  const said = [
    method.flow === "instructions"
      ? "You get the details for your transfer; your tickets are kept meanwhile."
      : "You pay on the page of the payment provider and come back here. Your card number never reaches us.",
  ];
  const days = Math.ceil(method.longest_pending_seconds / DAY_SECONDS);
  if (method.flow !== "instructions" && days >= 1) said.push(`It can take up to ${days} ${days === 1 ? "day" : "days"} until it arrives.`);
  if (method.mode === "test") said.push("For trying out: no money moves.");
  return said.join(" ");
}

export interface PaymentScreen {
  readonly ways: Ways;
  readonly picked: Picked;
  readonly locale: string;
  readonly digits: number;
  readonly pick: (picked: Picked) => void;
}

/** The two questions of the step: when to pay, where there is a choice, and how. */
export function paymentOptions(screen: PaymentScreen): Child[] {
  const methods = offered(screen.ways);
  if (methods.length === 0) {
    return [h("p", { class: "notice" }, "The organizer has not set up a way to pay yet. Please write to them.")];
  }
  return [
    screen.ways.plans.length > 0 && !screen.ways.plans.some((each) => each.is_in_force) ? planOptions(screen) : null,
    h(
      "fieldset",
      { class: "options" },
      h("legend", {}, "How to pay"),
      ...methods.map((method, index) =>
        option("way", String(index), index === screen.picked.method, () => screen.pick({ ...screen.picked, method: index }), [
          h("strong", {}, method.title),
          h("span", { class: "small muted" }, hintOf(method)),
        ]),
      ),
    ),
  ];
}

function planOptions(screen: PaymentScreen): HTMLElement {
  const { ways, picked } = screen;
  const money = (minor: number): string => formatMoney(minor, ways.currency, screen.locale, screen.digits);
  const choose = (plan: string) => (): void => screen.pick({ ...picked, plan });
  return h(
    "fieldset",
    { class: "options" },
    h("legend", {}, "When to pay"),
    option("plan", "", picked.plan === "", choose(""), [h("strong", {}, `Everything now: ${money(ways.left_minor)}`)]),
    ...ways.plans.map((plan) =>
      option("plan", plan.plan_id, picked.plan === plan.plan_id, choose(plan.plan_id), [
        h("strong", {}, `${plan.name}: ${money(plan.parts[0]?.amount_minor ?? 0)} now`),
        h("span", { class: "small muted" }, ...plan.parts.slice(1).map((part) => h("span", { class: "option__line" }, `${money(part.amount_minor)} by ${day(part.due_at, screen.locale)}`))),
        h("span", { class: "small muted" }, warning(plan, money)),
      ]),
    ),
  );
}

/** What becomes of an order that is not paid on, said before anything is paid. */
function warning(plan: PlanOffer, money: (minor: number) => string): string {
  const lapses = `A part that is more than ${plan.grace_days} days late gives your places back.`;
  const deposit = money(plan.parts[0]?.amount_minor ?? 0);
  return plan.keeps_deposit ? `${lapses} The deposit of ${deposit} is then not returned; anything else you paid is.` : `${lapses} What you paid is then returned.`;
}

function option(name: string, value: string, checked: boolean, pick: () => void, body: Child[]): HTMLElement {
  return h("label", { class: "option" }, h("input", { type: "radio", name, value, checked, onchange: pick }), h("span", {}, ...body));
}

function day(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }).format(new Date(at));
}
