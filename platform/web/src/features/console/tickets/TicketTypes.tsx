// What an event sells: its ticket types in their order, when they sell, and the capacities behind them.
import "../parts/sortable.css";
import "./tickets.css";
import { useMemo, useState, type ReactNode } from "react";
import { Link } from "react-router";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { usePools, type Pool } from "../events/queries";
import { useAskedNew } from "../parts/asked";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useNotSaved, useStateChange } from "../parts/state-change";
import { useConnection } from "../session/api";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useCurrency } from "./currency";
import { PoolList } from "./PoolList";
import { movedIn, useAllTicketTypes, useChangeType, useDeleteType, useMove, type Moved } from "./queries";
import { SaleTimeline } from "./SaleTimeline";
import { TicketBarcodes } from "./TicketBarcodes";
import { TicketTax } from "./TicketTax";
import { useTicketTexts } from "./texts";
import type { TicketType } from "./type-form";
import { TypeList } from "./TypeList";
import { TypePanel } from "./TypePanel";

export default function TicketTypes(): ReactNode {
  const t = useTicketTexts();
  const here = useOrganization();
  const editable = here.may("catalog.edit");
  const types = useAllTicketTypes();
  const [isNewAsked, forgetNew] = useAskedNew();
  const [opened, setOpened] = useState<TicketType | "new" | null>(isNewAsked && editable ? "new" : null);
  const open = (type: TicketType | "new" | null): void => {
    if (type === null) forgetNew();
    setOpened(type);
  };
  const add = <Button onPress={() => setOpened("new")}>{t("add")}</Button>;
  const event = useEvent();
  const several = (
    <Link className="button button--quiet" to={eventPath(here.slug, event.id, "tickets/bulk-edit")}>
      {t("editSeveral")}
    </Link>
  );
  const currencies = (
    <Link className="button button--quiet" to={eventPath(here.slug, event.id, "tickets/currencies")}>
      {t("currencies")}
    </Link>
  );
  const actions = (
    <>
      {currencies}
      {several}
      {add}
    </>
  );
  const isEmpty = types.data?.every(({ state }) => state === "archived") ?? true;
  return (
    <Page
      title={t("title")}
      help="sell-tickets-in-the-console"
      lead={t("lead")}
      {...(editable && !isEmpty ? { actions } : {})}
    >
      <Loaded query={types}>
        {(all) => (
          <Sold
            types={all}
            editable={editable}
            add={editable ? add : null}
            opened={opened}
            onOpen={editable ? open : () => undefined}
          />
        )}
      </Loaded>
    </Page>
  );
}

interface SoldProps {
  readonly types: readonly TicketType[];
  readonly editable: boolean;
  readonly add: ReactNode;
  readonly opened: TicketType | "new" | null;
  readonly onOpen: (type: TicketType | "new" | null) => void;
}

function Sold({ types, editable, add, opened, onOpen }: SoldProps): ReactNode {
  const t = useTicketTexts();
  const { id: eventId } = useEvent();
  const pools = usePools(eventId);
  const currency = useCurrency(types);
  const [now] = useState(() => Date.now());
  const [removed, setRemoved] = useState<TicketType | null>(null);
  const remove = useDeleteType();
  const byId = useMemo(() => new Map(pools.data?.map((pool): [string, Pool] => [pool.id, pool])), [pools.data]);
  const selling = types.filter(({ state }) => state !== "archived");
  const archived = types.filter(({ state }) => state === "archived");
  const { move, setState } = useSteps(types);
  const copyLink = useCopyLink();
  const actionsOf = (type: TicketType): readonly Action[] => {
    const place = selling.indexOf(type);
    return [
      { id: "edit", label: t("edit"), onAction: () => onOpen(type) },
      type.state === "paused"
        ? { id: "resume", label: t("resume"), onAction: () => setState(type, "on_sale") }
        : { id: "pause", label: t("pause"), onAction: () => setState(type, "paused") },
      {
        id: "up",
        label: t("moveUp"),
        disabled: place === 0,
        onAction: () => move({ type, after: selling[place - 2]?.id ?? null }),
      },
      {
        id: "down",
        label: t("moveDown"),
        disabled: place === selling.length - 1,
        onAction: () => move({ type, after: selling[place + 1]?.id ?? null }),
      },
      ...(type.is_hidden && !type.needs_code
        ? [{ id: "link", label: t("copyLink"), onAction: () => void copyLink(type) }]
        : []),
      { id: "archive", label: t("archive"), onAction: () => setState(type, "archived") },
      { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(type) },
    ];
  };
  return (
    <div className="stack">
      {selling.length === 0 ? (
        <Empty icon="ticket" title={t("none.title")} actions={add}>
          {t("none.text")}
        </Empty>
      ) : (
        <div>
          <TypeList
            types={selling}
            pools={byId}
            now={now}
            editable={editable}
            onOpen={onOpen}
            onMove={move}
            actionsOf={actionsOf}
          />
        </div>
      )}
      {(selling.length > 0 || (pools.data?.length ?? 0) > 0) && (
        <div className="columns columns--even">
          <SaleTimeline types={selling} pools={byId} now={now} />
          <PoolList pools={pools.data ?? []} types={types} editable={editable} />
        </div>
      )}
      {selling.length > 0 && <TicketTax types={types} editable={editable} />}
      {selling.length > 0 && <TicketBarcodes />}
      {archived.length > 0 && (
        <Archived types={archived} editable={editable} onRestore={(type) => setState(type, "paused")} />
      )}
      {opened !== null && (
        <TypePanel
          key={opened === "new" ? "new" : opened.id}
          type={opened === "new" ? null : opened}
          types={types}
          pools={pools.data ?? []}
          currency={opened === "new" ? currency : opened.currency}
          onClose={() => onOpen(null)}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteType", { name: removed.name })}
          text={t("deleteText")}
          remove={remove}
          what={removed}
          onDone={t("deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
          instead={{ label: t("archive"), onPress: () => setState(removed, "archived") }}
        />
      )}
    </div>
  );
}

type State = "on_sale" | "paused" | "archived";

/** Moving and pausing, said when done, each with its way back. */
function useSteps(types: readonly TicketType[]) {
  const t = useTicketTexts();
  const notify = useNotify();
  const moving = useMove();
  const changing = useChangeType();
  const notSaved = useNotSaved();
  const move = ({ type, after }: Moved): void => {
    if (movedIn(types, type, after).every(({ id }, place) => id === types[place]?.id)) return;
    moving.mutate({ type, after }, { onError: notSaved, onSuccess: () => notify(t("moved", { name: type.name })) });
  };
  const setState = useStateChange<TicketType, State>({
    write: (type, state) => changing.mutateAsync({ type, changes: { state } }),
    stateOf: ({ state }) => state as State,
    done: ({ name }, state) => t(`done.${state}`, { name }),
  });
  return { move, setState };
}

/** The address at which a hidden ticket type can be bought, to the clipboard. */
function useCopyLink(): (type: TicketType) => Promise<void> {
  const t = useTicketTexts();
  const notify = useNotify();
  const { publicUrl } = useConnection().config;
  const { slug } = useOrganization();
  const event = useEvent();
  return async ({ id }) => {
    const address = `${publicUrl}/${slug}/${event.slug}/checkout?ticket=${id}`;
    try {
      await navigator.clipboard.writeText(address);
      notify(t("copied"));
    } catch {
      notify({ kind: "bad", text: address });
    }
  };
}

interface ArchivedProps {
  readonly types: readonly TicketType[];
  readonly editable: boolean;
  readonly onRestore: (type: TicketType) => void;
}

function Archived({ types, editable, onRestore }: ArchivedProps): ReactNode {
  const t = useTicketTexts();
  return (
    <details className="type-archive">
      <summary className="type-archive__summary">{t("archived.title", { number: types.length })}</summary>
      <ul className="type-archive__list">
        {types.map((type) => (
          <li key={type.id} className="type-archive__line">
            <bdi>{type.name}</bdi>
            {editable && (
              <Button
                kind="quiet"
                size="small"
                aria-label={t("restoreType", { name: type.name })}
                onPress={() => onRestore(type)}
              >
                {t("restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
