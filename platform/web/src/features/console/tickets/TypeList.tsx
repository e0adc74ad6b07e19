// The ticket types in the order in which buyers see them: dragged, or moved by keyboard and menu.
import type { ReactNode } from "react";
import { Button, GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { ActionMenu, type Action } from "../../../ui/ActionMenu";
import { classNames } from "../../../ui/class-names";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { formatDay, formatTime } from "../../../lib/when";
import type { Pool } from "../events/queries";
import { useEvent } from "../shell/event";
import { useAmount } from "../shell/money";
import type { Moved } from "./queries";
import { standingOf } from "./sale";
import { StockBar } from "./StockBar";
import { useTicketTexts } from "./texts";
import type { TicketType } from "./type-form";

export interface TypeListProps {
  readonly types: readonly TicketType[];
  readonly pools: ReadonlyMap<string, Pool>;
  readonly now: number;
  readonly editable: boolean;
  readonly onOpen: (type: TicketType) => void;
  readonly onMove: (moved: Moved) => void;
  readonly actionsOf: (type: TicketType) => readonly Action[];
}

export function TypeList({ types, pools, now, editable, onOpen, onMove, actionsOf }: TypeListProps): ReactNode {
  const t = useTicketTexts();
  const behind = (key: string, position: "before" | "after" | "on", moved: string): string | null => {
    const others = types.filter(({ id }) => id !== moved);
    const place = others.findIndex(({ id }) => id === key);
    return position === "before" ? (others[place - 1]?.id ?? null) : key;
  };
  const canMove = editable && types.length > 1;
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": types.find(({ id }) => id === key)?.name ?? "" })),
    onReorder: ({ keys, target }) => {
      const type = types.find(({ id }) => keys.has(id));
      if (type !== undefined && type.id !== target.key)
        onMove({ type, after: behind(String(target.key), target.dropPosition, type.id) });
    },
  });
  return (
    <>
      <div className="type-list__head" aria-hidden="true">
        <span>{t("column.ticket")}</span>
        <span>{t("column.price")}</span>
        <span>{t("column.sold")}</span>
      </div>
      <GridList
        key={String(canMove)}
        aria-label={t("list.label")}
        items={types.map((type) => ({ id: type.id, type, pool: pools.get(type.pool_id) }))}
        dependencies={[editable, now, types.length, actionsOf, onOpen]}
        {...(canMove ? { dragAndDropHooks } : {})}
        keyboardNavigationBehavior="tab"
        className="sortable sortable--rows-open"
      >
        {({ type, pool }) => (
          <GridListItem id={type.id} textValue={type.name} className="sortable__row type-list__row">
            {canMove && (
              <Button
                slot="drag"
                className="sortable__grip type-list__grip"
                aria-label={t("move", { name: type.name })}
              >
                <Icon name="grip" />
              </Button>
            )}
            <TypeName type={type} pool={pool} now={now} {...(editable ? { onOpen } : {})} />
            <Price type={type} />
            {pool !== undefined && <StockBar pool={pool} />}
            {editable && <ActionMenu label={t("more", { name: type.name })} actions={actionsOf(type)} />}
          </GridListItem>
        )}
      </GridList>
    </>
  );
}

interface LineProps {
  readonly type: TicketType;
  readonly pool: Pool | undefined;
  readonly now: number;
  /** Left out for who may not change it. */
  readonly onOpen?: (type: TicketType) => void;
}

function TypeName({ type, pool, now, onOpen }: LineProps): ReactNode {
  const t = useTicketTexts();
  const locale = useLocale();
  const event = useEvent();
  const standing = standingOf(type, pool, event, now);
  const moment = (at: string): string =>
    `${formatDay(at, event.time_zone, locale)}, ${formatTime(at, event.time_zone, locale)}`;
  const window =
    standing === "upcoming" && type.sales_start_at !== null
      ? t("window.from", { at: moment(type.sales_start_at) })
      : type.sales_end_at !== null
        ? t(standing === "over" ? "window.ended" : "window.until", { at: moment(type.sales_end_at) })
        : t("window.untilEnd");
  return (
    <div className="type-list__name">
      <p className="sortable__title">
        {onOpen === undefined ? (
          <bdi>{type.name}</bdi>
        ) : (
          <Button className="sortable__open" onPress={() => onOpen(type)}>
            <bdi>{type.name}</bdi>
          </Button>
        )}
        <span className={classNames("tag", "type-list__state", `type-list__state--${standing}`)}>
          {t(`state.${standing}`)}
        </span>
        {type.sold_as !== "ticket" && <span className="tag">{t(`soldAs.${type.sold_as}` as "soldAs.bundle")}</span>}
        {type.is_hidden && <span className="tag">{t("hidden")}</span>}
        {type.needs_approval && <span className="tag">{t("field.approval")}</span>}
      </p>
      <p className="sortable__facts">{window}</p>
      {type.admits_to.length > 0 && (
        <p className="sortable__facts">{t("pass.admits", { count: type.admits_to.length })}</p>
      )}
    </div>
  );
}

function Price({ type }: { readonly type: TicketType }): ReactNode {
  const t = useTicketTexts();
  const amount = useAmount();
  const shown = amount(type.price_minor, type.currency);
  return (
    <p className="type-list__price number">
      {type.kind === "free" ? t("free") : type.kind === "donation" ? t("donation", { amount: shown }) : shown}
      {type.excludes_tax && type.kind !== "free" && <span className="muted small"> {t("tax.plus")}</span>}
    </p>
  );
}
