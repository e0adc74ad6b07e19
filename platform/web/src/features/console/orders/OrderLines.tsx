// What was bought, line by line, and what it came to.
import type { ReactNode } from "react";
import { useAmount, useColumnAmount } from "../shell/money";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

export function OrderLines({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const columnAmount = useColumnAmount();
  const money = (minor: number): string => amount(minor, order.currency);
  const sum = (minor: number): string => columnAmount(minor, order.currency);
  return (
    <section className="panel stack" aria-labelledby="lines-title">
      <h2 id="lines-title">{t("lines.title")}</h2>
      <ul className="order-lines">
        {order.lines.map((line) => (
          <li key={line.id}>
            <span>
              <bdi>{line.name}</bdi>
              <span className="muted small">
                {" "}
                {t("lines.units", { number: line.quantity, price: money(line.unit_minor) })}
              </span>
              {line.price_rule !== null && line.price_rule.name !== "" && (
                <span className="muted small">
                  {" "}
                  <bdi>{line.price_rule.name}</bdi>
                </span>
              )}
              {line.discount_minor > 0 && (
                <span className="muted small"> {t("lines.off", { amount: money(line.discount_minor) })}</span>
              )}
              {line.returned > 0 && <span className="tag">{t("lines.returned", { number: line.returned })}</span>}
            </span>
            <span className="number">{sum(line.gross_minor)}</span>
          </li>
        ))}
      </ul>
      <dl className="order-sum">
        {order.discounts.map(({ code, amount_minor }) => (
          <div key={code}>
            <dt>{t("lines.code", { code })}</dt>
            <dd className="number">{sum(-amount_minor)}</dd>
          </div>
        ))}
        {order.tax_minor > 0 && (
          <>
            <div>
              <dt>{t("lines.net")}</dt>
              <dd className="number">{sum(order.net_minor)}</dd>
            </div>
            <div>
              <dt>{t("lines.tax")}</dt>
              <dd className="number">{sum(order.tax_minor)}</dd>
            </div>
          </>
        )}
        <div className="order-sum__total">
          <dt>{t("column.total")}</dt>
          <dd className="number">{sum(order.total_minor)}</dd>
        </div>
      </dl>
    </section>
  );
}
