// One change of one row: who, what and when in a line, and on asking what was before and after.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import type { ListAddress } from "../parts/list-address";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import type { AuditEntry } from "./log-api";
import { Difference } from "./Difference";
import { useLogTexts } from "./texts";

const LOOKS = { insert: "tag tag--good", update: "tag", delete: "tag tag--bad" } as const;

export interface AuditEntryLineProps {
  readonly entry: AuditEntry;
  readonly onFilter: ListAddress["change"];
}

export function AuditEntryLine({ entry, onFilter }: AuditEntryLineProps): ReactNode {
  const t = useLogTexts();
  const zone = useListZone();
  const { row_id: row, request_id: request } = entry;
  return (
    <li className="log__entry">
      <details>
        <summary className="log__line">
          <span className={LOOKS[entry.action]}>{t(`action.${entry.action}`)}</span>
          <code className="log__what" dir="ltr">
            {entry.table}
          </code>
          <span className="log__who">
            <bdi>{entry.actor}</bdi>
            {entry.on_behalf_of !== "" && ` · ${t("onBehalfOf", { who: entry.on_behalf_of })}`}
          </span>
          <ShortMoment at={entry.at} zone={zone} />
        </summary>
        <div className="log__more stack">
          <Difference before={entry.before} after={entry.after} />
          <p className="muted small">
            {t(entry.is_sealed ? "sealed" : "unsealed")}
            {row !== null && (
              <>
                {" · "}
                {t("row")}: <code dir="ltr">{row}</code>
              </>
            )}
            {request !== "" && (
              <>
                {" · "}
                {t("request")}: <code dir="ltr">{request}</code>
              </>
            )}
          </p>
          <div className="row">
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
            <Button kind="bare" size="small" onPress={() => onFilter({ actor: entry.actor })}>
              {t("sameActor")}
            </Button>
          </div>
        </div>
      </details>
    </li>
  );
}
