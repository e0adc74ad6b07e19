// The capacities of an event, what is left of each, and which ticket types draw on it.
import { useState, type ReactNode } from "react";
import { ActionMenu } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import type { Pool } from "../events/queries";
import { RemoveDialog } from "../parts/RemoveDialog";
import { PoolDialog } from "./PoolDialog";
import { useDeletePool } from "./queries";
import { StockBar } from "./StockBar";
import { useTicketTexts } from "./texts";
import type { TicketType } from "./type-form";

export interface PoolListProps {
  readonly pools: readonly Pool[];
  readonly types: readonly TicketType[];
  readonly editable: boolean;
}

export function PoolList({ pools, types, editable }: PoolListProps): ReactNode {
  const t = useTicketTexts();
  const [edited, setEdited] = useState<Pool | "new" | null>(null);
  const [removed, setRemoved] = useState<Pool | null>(null);
  const remove = useDeletePool();
  return (
    <section className="panel stack" aria-labelledby="pools-title">
      <div className="pools__head">
        <div>
          <h2 id="pools-title">{t("pools.title")}</h2>
          <p className="muted small">{t("pools.text")}</p>
        </div>
        {editable && (
          <Button kind="quiet" size="small" onPress={() => setEdited("new")}>
            {t("pools.add")}
          </Button>
        )}
      </div>
      <ul className="pools">
        {pools.map((pool) => (
          <li key={pool.id} className="pools__line">
            <p className="pools__name">
              <bdi>{pool.name}</bdi>
            </p>
            {editable && (
              <ActionMenu
                label={t("more", { name: pool.name })}
                actions={[
                  { id: "edit", label: t("edit"), onAction: () => setEdited(pool) },
                  { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(pool) },
                ]}
              />
            )}
            <StockBar pool={pool} />
            <DrawnOnBy names={types.filter((type) => type.pool_id === pool.id).map(({ name }) => name)} />
          </li>
        ))}
      </ul>
      {edited !== null && (
        <PoolDialog
          pool={edited === "new" ? null : edited}
          current={edited === "new" ? undefined : pools.find(({ id }) => id === edited.id)}
          onClose={() => setEdited(null)}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("pools.delete", { name: removed.name })}
          text={t("pools.deleteText")}
          remove={remove}
          what={removed}
          onDone={t("pools.deleted")}
          onClose={() => setRemoved(null)}
        />
      )}
    </section>
  );
}

function DrawnOnBy({ names }: { readonly names: readonly string[] }): ReactNode {
  const t = useTicketTexts();
  if (names.length === 0) return <p className="pools__types">{t("pools.unused")}</p>;
  return (
    <p className="pools__types">
      {t("pools.types")}{" "}
      {names.map((name, place) => (
        <span key={name}>
          {place > 0 && " · "}
          <bdi>{name}</bdi>
        </span>
      ))}
    </p>
  );
}
