// How many places of each ticket type are taken, at what price.
import { useMemo, type ReactNode } from "react";
import { Empty } from "../../../ui/Empty";
import type { Event } from "../shell/event";
import { useAmount } from "../shell/money";
import { Loaded } from "../shell/states";
import { Capacity } from "./Capacity";
import { usePools, useTicketTypes, type Pool, type TicketType } from "./queries";
import { useEventTexts } from "./texts";

export function TicketSales({ event }: { readonly event: Event }): ReactNode {
  const t = useEventTexts();
  const types = useTicketTypes(event.id);
  const pools = usePools(event.id);
  const byId = useMemo(() => new Map(pools.data?.map((pool) => [pool.id, pool])), [pools.data]);
  return (
    <section className="panel stack" aria-labelledby="sales-title">
      <h2 id="sales-title">{t("sales.title")}</h2>
      <Loaded query={types} rows={2}>
        {(items) =>
          items.length === 0 ? (
            <Empty icon="ticket" title={t("sales.none")}>
              {t("sales.noneText")}
            </Empty>
          ) : (
            <ul className="sales">
              {items.map((type) => (
                <TypeLine key={type.id} type={type} pool={byId.get(type.pool_id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function TypeLine({ type, pool }: { readonly type: TicketType; readonly pool: Pool | undefined }): ReactNode {
  const t = useEventTexts();
  const amount = useAmount();
  const price =
    type.kind === "donation"
      ? t("donation")
      : type.price_minor === 0
        ? t("free")
        : amount(type.price_minor, type.currency);
  return (
    <li className="sales__line">
      <span className="sales__name">
        <bdi>{type.name}</bdi>
        {type.state !== "on_sale" && <span className="tag">{t(type.state === "paused" ? "paused" : "archived")}</span>}
      </span>
      <span className="number">{price}</span>
      {pool !== undefined && <Capacity pool={pool} name={type.name} />}
    </li>
  );
}
