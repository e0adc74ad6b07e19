// What the provider was asked for and what it told, in one line of time, the newest first.
import type { ReactNode } from "react";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useAmount } from "../shell/money";
import { OperationState } from "./marks";
import type { PaymentDetails } from "./queries";
import { useMoneyTexts, type MoneyKey } from "./texts";

const FAULTS = ["amount", "currency", "account", "reference"];

interface Moment {
  readonly key: string;
  readonly at: string;
  readonly what: ReactNode;
  readonly amount: string;
}

export function PaymentHistory({ details }: { readonly details: PaymentDetails }): ReactNode {
  const t = useMoneyTexts();
  const amount = useAmount();
  const zone = useListZone();
  const told: readonly Moment[] = details.facts.map((fact, place) => ({
    key: `fact ${place}`,
    at: fact.occurred_at,
    amount: fact.kind === "risk.assessed" ? "" : amount(fact.amount_minor, fact.currency),
    what: (
      <>
        {t(`fact.${fact.kind}` as MoneyKey)}{" "}
        {fact.fault !== null && FAULTS.includes(fact.fault) && (
          <span className="tag tag--warm">{t(`fault.${fact.fault}` as MoneyKey)}</span>
        )}
        <span className="list-name__more">{t(`source.${fact.source}` as MoneyKey)}</span>
      </>
    ),
  }));
  const asked: readonly Moment[] = details.operations.map((operation) => ({
    key: operation.id,
    at: operation.planned_at,
    amount: amount(operation.amount_minor, operation.currency),
    what: (
      <>
        {t(`asked.${operation.kind}`)} <OperationState state={operation.state} />
        {operation.error !== "" && <bdi className="list-name__more">{operation.error}</bdi>}
      </>
    ),
  }));
  const moments = [...told, ...asked].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  return (
    <section className="panel stack" aria-labelledby="history-title">
      <h2 id="history-title">{t("history.title")}</h2>
      <ol className="money-lines">
        {moments.map(({ key, at, what, amount: shown }) => (
          <li key={key}>
            <span className="money-lines__what">{what}</span>
            <span className="money-lines__when">
              <ShortMoment at={at} zone={zone} />
            </span>
            <span className="number">{shown}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
