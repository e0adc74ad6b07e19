// A pool's places as a bar and in words: sold, held by buyers who are not done, and all there are.
import type { CSSProperties, ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { intlLocale } from "../../../lib/language";
import type { Pool } from "../events/queries";
import { useTicketTexts } from "./texts";

export function StockBar({ pool }: { readonly pool: Pool }): ReactNode {
  const t = useTicketTexts();
  const number = new Intl.NumberFormat([intlLocale(useLocale()), "en"]);
  const sold = pool.taken - pool.held;
  const held = pool.held + pool.reserved;
  const part = (of: number): CSSProperties => ({ inlineSize: `${(100 * of) / Math.max(1, pool.capacity)}%` });
  return (
    <div className="stock-bar">
      <div
        className={pool.remaining <= 0 ? "stock-bar__bar stock-bar__bar--full" : "stock-bar__bar"}
        aria-hidden="true"
      >
        <span className="stock-bar__sold" style={part(sold)} />
        <span className="stock-bar__held" style={part(held)} />
      </div>
      <p className="stock-bar__text number">
        {t("stock.sold", { sold: number.format(sold), capacity: number.format(pool.capacity) })}
        {held > 0 && <span className="muted"> · {t("stock.held", { held: number.format(held) })}</span>}
      </p>
    </div>
  );
}
