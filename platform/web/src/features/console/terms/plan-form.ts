// A payment plan as a form: a deposit, the rest in equal parts, and what happens when one is late.
import type { Schemas } from "../../../api/client";
import { amountOf, basisPointsOf, isWhole, minorOf, percentOf } from "../../../lib/typed-numbers";
import type { Plan } from "./queries";

export interface InstalmentForm {
  readonly kind: "days" | "on";
  readonly days: string;
  readonly on: string;
}

export interface PlanForm {
  readonly name: string;
  readonly currency: string;
  readonly depositKind: "share" | "amount";
  readonly deposit: string;
  readonly instalments: readonly InstalmentForm[];
  readonly minimum: string;
  readonly lastDays: string;
  readonly grace: string;
  readonly reminder: string;
  readonly keepsDeposit: boolean;
  readonly isActive: boolean;
}

export type PlanField = keyof PlanForm;
export type PlanProblem = "name" | "currency" | "share" | "amount" | "instalments" | "days" | "whole";
type Digits = (currency: string) => number;
type Body = Schemas["OrdersPlanChanges"];

export function emptyPlan(currency: string): PlanForm {
  return {
    name: "",
    currency,
    depositKind: "share",
    deposit: "30",
    instalments: [{ kind: "days", days: "30", on: "" }],
    minimum: "",
    lastDays: "7",
    grace: "3",
    reminder: "7",
    keepsDeposit: false,
    isActive: true,
  };
}

export function planFormOf(plan: Plan, digits: Digits): PlanForm {
  const places = digits(plan.currency);
  return {
    name: plan.name,
    currency: plan.currency,
    depositKind: plan.deposit_minor === null ? "share" : "amount",
    deposit: plan.deposit_minor === null ? percentOf(plan.deposit_bp ?? 0) : amountOf(plan.deposit_minor, places),
    instalments: plan.instalments.map(({ days, on }) => ({
      kind: on === null ? "days" : "on",
      days: days === null ? "" : String(days),
      on: on ?? "",
    })),
    minimum: plan.minimum_minor === 0 ? "" : amountOf(plan.minimum_minor, places),
    lastDays: String(plan.last_days_before),
    grace: String(plan.grace_days),
    reminder: String(plan.reminder_days),
    keepsDeposit: plan.keeps_deposit,
    isActive: plan.is_active,
  };
}

export function planProblemsOf(form: PlanForm, digits: Digits): ReadonlyMap<string, PlanProblem> {
  const found = new Map<string, PlanProblem>();
  if (form.name.trim() === "") found.set("name", "name");
  if (form.currency === "") found.set("currency", "currency");
  const places = digits(form.currency);
  if (form.depositKind === "share") {
    const share = basisPointsOf(form.deposit);
    if (share === null || share === 0 || share >= 10_000) found.set("deposit", "share");
  } else if (!minorOf(form.deposit, places)) found.set("deposit", "amount");
  if (form.instalments.length === 0) found.set("instalments", "instalments");
  else if (!form.instalments.every(isSaid)) found.set("instalments", "days");
  if (minorOf(form.minimum, places) === null) found.set("minimum", "amount");
  for (const name of ["lastDays", "grace", "reminder"] as const) if (!isWhole(form[name])) found.set(name, "whole");
  return found;
}

function isSaid({ kind, days, on }: InstalmentForm): boolean {
  return kind === "on" ? on !== "" : isWhole(days) && Number(days) > 0;
}

/** What the API is asked to change: the named fields, and what belongs to them. */
export function planBodyOf(form: PlanForm, fields: readonly PlanField[], digits: Digits): Body {
  const has = (...names: PlanField[]): boolean => names.some((name) => fields.includes(name));
  const places = digits(form.currency);
  const isShare = form.depositKind === "share";
  return {
    ...(has("name") ? { name: form.name.trim() } : {}),
    ...(has("currency") ? { currency: form.currency as Body["currency"] & string } : {}),
    ...(has("deposit", "depositKind")
      ? {
          deposit_bp: isShare ? basisPointsOf(form.deposit) : null,
          deposit_minor: isShare ? null : minorOf(form.deposit, places),
        }
      : {}),
    ...(has("instalments")
      ? {
          instalments: form.instalments.map((each) =>
            each.kind === "on" ? { on: each.on } : { days: Number(each.days) },
          ),
        }
      : {}),
    ...(has("minimum", "currency") ? { minimum_minor: minorOf(form.minimum, places) ?? 0 } : {}),
    ...(has("lastDays") ? { last_days_before: Number(form.lastDays) } : {}),
    ...(has("grace") ? { grace_days: Number(form.grace) } : {}),
    ...(has("reminder") ? { reminder_days: Number(form.reminder) } : {}),
    ...(has("keepsDeposit") ? { keeps_deposit: form.keepsDeposit } : {}),
    ...(has("isActive") ? { is_active: form.isActive } : {}),
  };
}

/** The field that a pointer of the API means. */
export function planFieldOf(pointer: string): PlanField | null {
  const known: Readonly<Record<string, PlanField>> = {
    name: "name",
    currency: "currency",
    deposit_bp: "deposit",
    deposit_minor: "deposit",
    instalments: "instalments",
    minimum_minor: "minimum",
    last_days_before: "lastDays",
    grace_days: "grace",
    reminder_days: "reminder",
    keeps_deposit: "keepsDeposit",
    is_active: "isActive",
  };
  return known[pointer.split("/")[1] ?? ""] ?? null;
}
