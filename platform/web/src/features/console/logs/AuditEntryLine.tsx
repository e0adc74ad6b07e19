// One change: who, what and when in a line, and on asking what was before and after.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Instant } from "../parts/Instant";
import type { ListAddress } from "../parts/list-address";
import { useFieldName, useTableName } from "../records/words";
import { differencesOf } from "./diff";
import type { AuditEntry, LogRoom } from "./log-api";
import { useLogTexts } from "./texts";
import { useActor } from "./words";

const MOST_NAMES = 4;

export interface AuditEntryLineProps {
  readonly entry: AuditEntry;
  readonly people: LogRoom["people"];
  readonly onFilter: ListAddress["change"];
}

export function AuditEntryLine({ entry, people, onFilter }: AuditEntryLineProps): ReactNode {
  const t = useLogTexts();
  const tableName = useTableName();
  const fieldName = useFieldName();
  const actor = useActor(people);
  const { action, at, before, after, on_behalf_of: behalf } = entry;
  const names = differencesOf(before, after).map(({ name }) => fieldName(name));
  return (
    <li className="audit__entry">
      <details>
        <summary className="audit__head">
          <span className={`tag audit__action audit__action--${action}`}>{t(`action.${action}`)}</span>
          <span className="audit__what">
            <strong>{tableName(entry.table)}</strong>
            {action === "update" && names.length > 0 && (
              <span className="muted small audit__names">{names.slice(0, MOST_NAMES).join(", ")}</span>
            )}
          </span>
          <span className="audit__who">
            <bdi>{actor(entry.actor)}</bdi>
            {behalf !== "" && ` · ${behalf.startsWith("agency:") ? t("who.agency") : t("who.behalf", { who: behalf })}`}
          </span>
          <span className="audit__when muted small">
            <Instant at={at} />
          </span>
        </summary>
        <Sides entry={entry} onFilter={onFilter} />
      </details>
    </li>
  );
}

function Sides({ entry, onFilter }: Omit<AuditEntryLineProps, "people">): ReactNode {
  const t = useLogTexts();
  const { row_id: row, request_id: request, actor } = entry;
  const isErased = entry.before === null && entry.after === null;
  return (
    <div className="audit__sides stack stack--tight">
      {isErased ? <p className="muted">{t("erased")}</p> : <Table entry={entry} />}
      <p className="small muted">
        {t("entry", { number: entry.seq })} · {t(entry.is_sealed ? "sealed" : "unsealed")}
        {" · "}
        {t("raw")}: <code dir="ltr">{entry.table}</code>, <code dir="ltr">{actor}</code>
        {request !== "" && (
          <>
            {" · "}
            {t("filter.request_id")}: <code dir="ltr">{request}</code>
          </>
        )}
      </p>
      <p className="row">
        {row !== null && (
          <Button kind="bare" size="small" onPress={() => onFilter({ row_id: row })}>
            {t("sameRow")}
          </Button>
        )}
        {request !== "" && (
          <Button kind="bare" size="small" onPress={() => onFilter({ request_id: request })}>
            {t("sameRequest")}
          </Button>
        )}
        <Button kind="bare" size="small" onPress={() => onFilter({ actor })}>
          {t("sameActor")}
        </Button>
      </p>
    </div>
  );
}

function Table({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const t = useLogTexts();
  const fieldName = useFieldName();
  const differences = differencesOf(entry.before, entry.after);
  if (differences.length === 0) return null;
  return (
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
            <th scope="row">
              {fieldName(name)}{" "}
              <code className="audit__raw" dir="ltr">
                {name}
              </code>
            </th>
            {entry.action !== "insert" && <td className="audit__before">{side(before)}</td>}
            {entry.action !== "delete" && <td className="audit__after">{side(after)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function side(value: string | null): ReactNode {
  return value === null ? <span className="muted">–</span> : <bdi>{value}</bdi>;
}
