// Who changed what and when: found by person, thing, kind and period, with both sides of each change.
import "./audit.css";
import { useState, type ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { id, moment, text } from "../parts/address-filter";
import { DatesPill } from "../parts/DatesPill";
import { FilterBar } from "../parts/FilterBar";
import { FilterPill, OnePill } from "../parts/FilterPill";
import { Instant } from "../parts/Instant";
import { useListAddress } from "../parts/list-address";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { AuditTabs } from "./AuditTabs";
import { differencesOf } from "./diff";
import { ExportDialog } from "./ExportDialog";
import { useEntries, usePeople, type Entry } from "./queries";
import { useAuditTexts } from "./texts";
import { THINGS, useActor, useThing } from "./words";

const FILTERS = { actor: text, table: text, action: text, row_id: id, request_id: text, since: moment, until: moment };
const ACTIONS = ["insert", "update", "delete"] as const;
const SORTS = ["-at"] as const;

export default function AuditLog(): ReactNode {
  const t = useAuditTexts();
  const address = useListAddress(FILTERS, SORTS);
  const list = useEntries(address.filter);
  const [exports, setExports] = useState(false);
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const said = (name: keyof typeof FILTERS): string | undefined => {
    const value = address.filter[name];
    return typeof value === "string" ? value : undefined;
  };
  const [since, until] = [said("since"), said("until")];
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <Button kind="quiet" onPress={() => setExports(true)}>
          {t("export")}
        </Button>
      }
    >
      <AuditTabs at="log" />
      <FilterBar count={Object.keys(address.filter).length}>
        <WhoPill value={said("actor")} onChange={(actor) => address.change({ actor })} />
        <OnePill
          label={t("filter.thing")}
          value={said("table")}
          {...(said("table") === undefined ? {} : { said: said("table") ?? "" })}
          onChange={(table) => address.change({ table })}
          choices={THINGS.map((value) => ({ value, label: t(`thing.${value}`) }))}
        />
        <OnePill
          label={t("filter.action")}
          value={said("action")}
          onChange={(action) => address.change({ action })}
          choices={ACTIONS.map((value) => ({ value, label: t(`action.${value}`) }))}
        />
        <DatesPill
          label={t("filter.period")}
          from={since}
          to={until}
          onChange={(from, to) => address.change({ since: from, until: to })}
        />
        {(["row_id", "request_id"] as const)
          .filter((name) => said(name) !== undefined)
          .map((name) => (
            <FilterPill
              key={name}
              label={t(`filter.${name}`)}
              said={said(name) ?? ""}
              onClear={() => address.change({ [name]: null })}
            >
              <p dir="ltr">{said(name)}</p>
            </FilterPill>
          ))}
      </FilterBar>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={6} />}
      {list.isSuccess && entries.length === 0 && (
        <Empty
          icon="clock"
          title={t("none.title")}
          actions={
            address.isBare ? undefined : (
              <Button kind="quiet" onPress={address.clear}>
                {t("none.clear")}
              </Button>
            )
          }
        >
          {t("none.text")}
        </Empty>
      )}
      {entries.length > 0 && (
        <ol className="audit" aria-label={t("title")} aria-busy={list.isPlaceholderData}>
          {entries.map((entry) => (
            <Change key={entry.seq} entry={entry} />
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {exports && <ExportDialog since={since} until={until} onClose={() => setExports(false)} />}
    </Page>
  );
}

interface WhoPillProps {
  readonly value: string | undefined;
  readonly onChange: (actor: string | null) => void;
}

export function WhoPill({ value, onChange }: WhoPillProps): ReactNode {
  const t = useAuditTexts();
  const people = usePeople();
  const actor = useActor();
  return (
    <OnePill
      label={t("filter.who")}
      value={value}
      {...(value === undefined ? {} : { said: actor(value) })}
      onChange={onChange}
      choices={people.map((person) => ({ value: `user:${person.id}`, label: person.name }))}
      none={t("filter.nobody")}
    />
  );
}

function Change({ entry }: { readonly entry: Entry }): ReactNode {
  const t = useAuditTexts();
  const thing = useThing();
  const actor = useActor();
  const { action, at, before, after, on_behalf_of: behalf } = entry;
  const differences = differencesOf(before, after);
  const names = differences.map(({ name }) => name.replaceAll("_", " "));
  return (
    <li className="audit__entry">
      <details>
        <summary className="audit__head">
          <span className={`tag audit__action audit__action--${action}`}>{t(`action.${action}`)}</span>
          <span className="audit__what">
            <strong>{thing(entry.table)}</strong>
            {action === "update" && names.length > 0 && (
              <span className="muted small audit__names">{names.slice(0, 4).join(", ")}</span>
            )}
          </span>
          <span className="audit__who">
            <bdi>{actor(entry.actor)}</bdi>
            {behalf !== "" && ` · ${t("who.agency")}`}
          </span>
          <span className="audit__when muted small">
            <Instant at={at} />
          </span>
        </summary>
        <Sides entry={entry} />
      </details>
    </li>
  );
}

function Sides({ entry }: { readonly entry: Entry }): ReactNode {
  const t = useAuditTexts();
  const [asked] = useSearchParams();
  const differences = differencesOf(entry.before, entry.after);
  const isErased = entry.before === null && entry.after === null;
  const link = (name: string, value: string): string => {
    const next = new URLSearchParams(asked);
    next.set(name, value);
    return `?${next}`;
  };
  return (
    <div className="audit__sides stack stack--tight">
      {isErased && <p className="muted">{t("erased")}</p>}
      {differences.length > 0 && (
        <table className="audit__table">
          <caption className="visually-hidden">{t("sides")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              {entry.action !== "insert" && <th scope="col">{t("before")}</th>}
              {entry.action !== "delete" && <th scope="col">{t("after")}</th>}
            </tr>
          </thead>
          <tbody>
            {differences.map(({ name, before, after }) => (
              <tr key={name}>
                <th scope="row">{name.replaceAll("_", " ")}</th>
                {entry.action !== "insert" && <td className="audit__before">{side(before)}</td>}
                {entry.action !== "delete" && <td className="audit__after">{side(after)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="small muted">
        {t("entry", { number: entry.seq })} · {t(entry.is_sealed ? "sealed" : "unsealed")}
      </p>
      <p className="row small">
        {entry.row_id !== null && <Link to={link("row_id", entry.row_id)}>{t("sameRow")}</Link>}
        {entry.request_id !== "" && <Link to={link("request_id", entry.request_id)}>{t("sameRequest")}</Link>}
      </p>
    </div>
  );
}

function side(value: string | null): ReactNode {
  return value === null ? <span className="muted">–</span> : <bdi>{value}</bdi>;
}
