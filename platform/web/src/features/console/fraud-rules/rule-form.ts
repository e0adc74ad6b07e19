// A fraud rule as a form: what it shows, what is wrong, and what the API is asked.
import { isWhole } from "../../../lib/typed-numbers";
import type { FraudRule, FraudRuleChanges, NewFraudRule } from "./queries";

export type Subject = FraudRule["subject"];
export type Measure = FraudRule["measure"];
export type Outcome = FraudRule["outcome"];
export type Unit = "minutes" | "hours" | "days";

export const SUBJECTS: readonly Subject[] = ["email", "account", "network"];
export const MEASURES: readonly Measure[] = ["orders", "tickets"];
export const OUTCOMES: readonly Outcome[] = ["challenge", "review", "refuse"];
export const UNITS: readonly Unit[] = ["minutes", "hours", "days"];

export interface RuleForm {
  readonly name: string;
  readonly subject: Subject;
  readonly measure: Measure;
  readonly most: string;
  readonly period: string;
  readonly unit: Unit;
  readonly outcome: Outcome;
}

export type RuleField = keyof RuleForm;
export type RuleProblem = "name" | "most" | "period" | "long";

const SECONDS: Readonly<Record<Unit, number>> = { minutes: 60, hours: 3600, days: 86_400 };
const LONGEST = 30 * SECONDS.days;
const MOST = 10_000;

export const EMPTY: RuleForm = {
  name: "",
  subject: "network",
  measure: "orders",
  most: "",
  period: "1",
  unit: "hours",
  outcome: "challenge",
};

/** The largest unit of which a time is a whole number. */
export function periodOf(seconds: number): { readonly period: number; readonly unit: Unit } {
  const unit = [...UNITS].reverse().find((each) => seconds % SECONDS[each] === 0) ?? "minutes";
  return { period: Math.round(seconds / SECONDS[unit]), unit };
}

export function formOf(rule: FraudRule): RuleForm {
  const { name, subject, measure, most, outcome } = rule;
  const { period, unit } = periodOf(rule.period_seconds);
  return { name, subject, measure, outcome, most: String(most), period: String(period), unit };
}

/** What is wrong before anything is sent; the server judges again. */
export function problemsOf(form: RuleForm): Map<RuleField, RuleProblem> {
  const found = new Map<RuleField, RuleProblem>();
  if (form.name.trim() === "") found.set("name", "name");
  if (!isWhole(form.most) || Number(form.most) < 1 || Number(form.most) > MOST) found.set("most", "most");
  if (!isWhole(form.period) || Number(form.period) < 1) found.set("period", "period");
  else if (secondsOf(form) > LONGEST) found.set("period", "long");
  return found;
}

function secondsOf({ period, unit }: RuleForm): number {
  return Number(period) * SECONDS[unit];
}

/** What the API is asked to change: the named fields and nothing else. */
export function changesOf(form: RuleForm, changed: readonly RuleField[]): FraudRuleChanges {
  const has = (...names: readonly RuleField[]): boolean => names.some((name) => changed.includes(name));
  return {
    ...(has("name") ? { name: form.name.trim() } : {}),
    ...(has("most") ? { most: Number(form.most) } : {}),
    ...(has("period", "unit") ? { period_seconds: secondsOf(form) } : {}),
    ...(has("outcome") ? { outcome: form.outcome } : {}),
  };
}

/** A whole new rule. */
export function newOf(form: RuleForm): NewFraudRule {
  const { subject, measure, outcome } = form;
  return {
    name: form.name.trim(),
    subject,
    measure,
    outcome,
    most: Number(form.most),
    period_seconds: secondsOf(form),
  };
}

const POINTERS: Readonly<Record<string, RuleField>> = {
  name: "name",
  subject: "subject",
  measure: "measure",
  most: "most",
  period_seconds: "period",
  outcome: "outcome",
};

/** The field that a pointer of the API means. */
export function fieldOf(pointer: string): RuleField | null {
  return POINTERS[pointer.split("/")[1] ?? ""] ?? null;
}
