// One price rule in the list: its price, when it is in force, and how many are left at it.
import type { ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { formatMoment } from "../../../lib/moment";
import type { Action } from "../../../ui/ActionMenu";
import { useLocale } from "../../../ui/language";
import { Row } from "../parts/Rows";
import { useAmount } from "../shell/money";
import type { PriceRule } from "./queries";
import { byOf } from "./rule-form";
import { usePriceTexts } from "./texts";

export interface RuleRowProps {
  readonly rule: PriceRule;
  readonly currency: string;
  readonly zone: string;
  readonly actions: readonly Action[];
  readonly onOpen?: () => void;
}

export function RuleRow({ rule, currency, zone, actions, onOpen }: RuleRowProps): ReactNode {
  const t = usePriceTexts();
  const state = stateOf(rule, Date.now());
  return (
    <Row
      title={rule.name}
      {...(onOpen === undefined ? {} : { onOpen })}
      tags={state === "active" ? undefined : <span className="tag">{t(`state.${state}`)}</span>}
      facts={[useScope(rule), useWindow(rule, zone)]}
      end={<p className="number">{useWorth(rule, currency)}</p>}
      actions={actions}
    />
  );
}

type Shown = "active" | "paused" | "ended" | "planned";

export function stateOf({ state, starts_at, ends_at, sold, sold_from, sold_until }: PriceRule, now: number): Shown {
  if (state !== "active") return state;
  if ((ends_at !== null && Date.parse(ends_at) <= now) || (sold_until !== null && sold >= sold_until)) return "ended";
  return (starts_at !== null && Date.parse(starts_at) > now) || sold < sold_from ? "planned" : "active";
}

function useWorth(
  { price_minor: minor, percent_bp: share, take_units: take, pay_units: pay, prices }: PriceRule,
  currency: string,
): string {
  const t = usePriceTexts();
  const amount = useAmount();
  const percent = new Intl.NumberFormat([intlLocale(useLocale()), "en"], {
    style: "percent",
    maximumFractionDigits: 2,
  });
  if (take !== null) return t("worth.multibuy", { take, pay: pay ?? 0 });
  if (minor !== null) {
    const further = Object.entries(prices).map(([code, each]) => amount(each, code));
    return [amount(minor, currency), ...further].join(" · ");
  }
  return t("worth.share", { share: percent.format((share ?? 0) / 10_000) });
}

function useScope(rule: PriceRule): string {
  const t = usePriceTexts();
  const { kind, sold, sold_from: from, sold_until: until, minimum_quantity: least, maximum_quantity: most } = rule;
  if (kind === "multibuy") return "";
  if (kind === "member") return t(`scope.${byOf(rule)}`);
  if (kind === "quantity") return most === null ? t("scope.from", { least }) : t("scope.band", { least, most });
  if (until === null) return from === 0 ? "" : t("scope.after", { from });
  const left = t("scope.left", { count: Math.max(0, until - Math.max(sold, from)) });
  const units = from === 0 ? t("scope.first", { until }) : t("scope.sold", { from, until });
  return `${units} · ${left}`;
}

function useWindow({ starts_at, ends_at }: PriceRule, zone: string): string {
  const t = usePriceTexts();
  const locale = useLocale();
  const at = (moment: string): string => formatMoment(moment, zone, locale, "own");
  if (starts_at !== null && ends_at !== null) return t("window.both", { from: at(starts_at), to: at(ends_at) });
  if (starts_at !== null) return t("window.from", { from: at(starts_at) });
  return ends_at === null ? "" : t("window.to", { to: at(ends_at) });
}
