// Payment options: methods, plans, and what the buyer picked.
import type { NextAction, PaymentMethod, PaymentOptions } from "./types";
import type { Message } from "./messages";

export type { NextAction, PaymentMethod, PlanOffer, StartedPayment, PaymentOptions } from "./types";

/** What the buyer picked: the index of a selectable method, and a plan, or "" to pay all at once. */
export interface PaymentPick {
  readonly method: number;
  readonly plan: string;
}

export interface PaymentChoice {
  readonly connection_id: string;
  readonly method: string;
  readonly plan_id?: string | null;
  readonly country?: string;
}

const DAY_SECONDS = 86_400;

/** The methods that can be used on this page: embedded fields only where a module of our own draws them. */
export function selectableMethods(ways: PaymentOptions): PaymentMethod[] {
  return ways.items.filter((each) => each.flow !== "embedded" || each.module);
}

/** The methods that are named to the buyer although they cannot be used on this page. */
export function unavailableMethods(ways: PaymentOptions): PaymentMethod[] {
  const here = selectableMethods(ways);
  return ways.items.filter((each) => !here.includes(each));
}

/** The pick before the buyer picks: the method of a payment that was begun before a reload, else the first. */
export function initialPick(ways: PaymentOptions): PaymentPick {
  const begun = resumableAction(ways);
  const found =
    begun === null
      ? 0
      : selectableMethods(ways).findIndex(
          (each) => each.flow === "embedded" && each.module === begun.client_options["module"],
        );
  return { method: Math.max(found, 0), plan: ways.plan_id ?? "" };
}

/** The action of a payment begun before a reload whose embedded fields can continue, with the same token. */
export function resumableAction(ways: PaymentOptions): NextAction | null {
  const action = ways.under_way?.next_action;
  if (!action?.client_token || action.flow !== "embedded" || !action.client_options["module"]) return null;
  return ways.under_way?.amount_minor === ways.due_minor ? action : null;
}

export function isEmbedded(ways: PaymentOptions, picked: PaymentPick): boolean {
  return selectableMethods(ways)[picked.method]?.flow === "embedded";
}

/** The amount to pay now: the first part of the picked plan, or the whole. */
export function amountDueNow(ways: PaymentOptions, picked: PaymentPick): number {
  const plan = ways.plans.find((each) => each.plan_id === picked.plan);
  if (plan === undefined) return ways.left_minor;
  return plan.is_in_force ? ways.due_minor : (plan.parts[0]?.amount_minor ?? ways.left_minor);
}

/** The request body of the pick; null without a selectable method. A plan in force is not chosen again. */
export function paymentChoice(ways: PaymentOptions, picked: PaymentPick, country = ""): PaymentChoice | null {
  const method = selectableMethods(ways)[picked.method];
  if (method === undefined) return null;
  const base = { connection_id: method.connection_id, method: method.method, ...(country === "" ? {} : { country }) };
  if (ways.plans.some((each) => each.is_in_force)) return base;
  return { ...base, plan_id: picked.plan || null };
}

/** The hints below a method: its flow, how long it takes, test mode. */
export function methodHints(method: PaymentMethod): Message[] {
  const said: Message[] = [{ key: `payment.flow.${method.flow}` }];
  const days = Math.ceil(method.longest_pending_seconds / DAY_SECONDS);
  if (method.flow !== "instructions" && days >= 1) said.push({ key: "payment.takes", values: { count: days } });
  if (method.mode === "test") said.push({ key: "payment.test" });
  return said;
}

/** The drawing beside a method: a card, a bank, or a wallet for the rest. */
export function methodIcon({ method, flow }: Pick<PaymentMethod, "method" | "flow">): "card" | "bank" | "wallet" {
  if (flow === "instructions" || /bank|debit|transfer/.test(method)) return "bank";
  return /card|fields/.test(method) ? "card" : "wallet";
}
