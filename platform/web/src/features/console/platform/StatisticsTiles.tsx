// The sums of a period, each beside that of as many days before; money of each currency by itself.
import type { ReactNode } from "react";
import { Stat } from "../dashboard/Stat";
import { useAmount } from "../shell/money";
import { useStatisticsWords, type Figures, type Money } from "./statistics";
import { usePlatformTexts } from "./texts";

const COUNTS = [
  "tickets",
  "orders",
  "organizations_active",
  "organizations_signed_up",
  "people_signed_up",
  "events_published",
] as const;
const MONEYS = ["gross_minor", "refunds_minor", "platform_fees_minor"] as const;

interface Both<T> {
  readonly now: T;
  readonly before: T;
}

export function CountTiles({ now, before }: Both<Figures>): ReactNode {
  const t = usePlatformTexts();
  const { number } = useStatisticsWords();
  return (
    <dl className="stats panel">
      {COUNTS.map((name) => (
        <Stat key={name} name={t(`statistics.${name}`)} value={number(now[name])}>
          <Before now={now[name]} before={before[name]} said={number(before[name])} />
        </Stat>
      ))}
    </dl>
  );
}

export function MoneyTiles({ now, before }: Both<Money>): ReactNode {
  const t = usePlatformTexts();
  const amount = useAmount();
  return (
    <dl className="stats">
      {MONEYS.map((name) => (
        <Stat key={name} name={t(`statistics.${name}`)} value={amount(now[name], now.currency)}>
          <Before now={now[name]} before={before[name]} said={amount(before[name], now.currency)} />
        </Stat>
      ))}
    </dl>
  );
}

/** What it was before, and by how much that changed. */
function Before({ now, before, said }: Both<number> & { readonly said: string }): ReactNode {
  const t = usePlatformTexts();
  const change = useStatisticsWords().change(now, before);
  return change === null ? t("statistics.before", { number: said }) : t("statistics.changed", { change, number: said });
}

/** Those of either period, by name. */
export function currenciesOf(...several: readonly Figures[]): string[] {
  return [...new Set(several.flatMap(({ money }) => money.map(({ currency }) => currency)))].sort();
}

export function moneyOf({ money }: Figures, currency: string): Money {
  return (
    money.find((each) => each.currency === currency) ?? {
      currency,
      gross_minor: 0,
      refunds_minor: 0,
      platform_fees_minor: 0,
    }
  );
}
