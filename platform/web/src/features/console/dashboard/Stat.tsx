// A figure with its name, and what it means beside it; and whether figures come by themselves.
import type { ReactNode } from "react";
import { useAmount } from "../shell/money";
import type { LiveState } from "./live";
import type { Revenue } from "./queries";
import { useDashboardTexts } from "./texts";

export function Stat({
  name,
  value,
  children,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="stat">
      <dt className="stat__name">{name}</dt>
      <dd className="stat__value number">{value}</dd>
      {children !== undefined && <dd className="stat__more number">{children}</dd>}
    </div>
  );
}

/** Net money by currency, in one line. */
export function useMoneyLine(): (revenue: readonly Revenue[]) => string {
  const amount = useAmount();
  const t = useDashboardTexts();
  return (revenue) =>
    revenue.length === 0
      ? t("noMoney")
      : revenue.map(({ net_minor: net, currency }) => amount(net, currency)).join(" · ");
}

export function LiveMark({ state }: { readonly state: LiveState }): ReactNode {
  const t = useDashboardTexts();
  return (
    <span className={state === "live" ? "tag tag--good" : "tag"} role="status">
      {t(`live.${state}`)}
    </span>
  );
}
