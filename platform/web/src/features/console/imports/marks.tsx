// States of a table and of its rows, and why a row does not come in.
import type { ReactNode } from "react";
import { columnLabel } from "./mapping-form";
import type { Import, ImportRow, RowState } from "./queries";
import { useImportTexts, type ImportKey } from "./texts";

const LOOKS = { open: "tag", checked: "tag tag--accent", running: "tag tag--accent", done: "tag tag--good" } as const;
const ROW_LOOKS: Readonly<Record<RowState, string>> = {
  waiting: "tag",
  ready: "tag tag--accent",
  skipped: "tag",
  refused: "tag tag--bad",
  imported: "tag tag--good",
};
const REASONS = [
  "already-there",
  "answer-missing",
  "answer-wrong",
  "email-bad",
  "email-missing",
  "language-bad",
  "name-bad",
  "name-missing",
  "not-on-sale",
  "of-same-order",
  "per-person",
  "sold-out",
  "tag-unknown",
  "ticket-type-ambiguous",
  "ticket-type-missing",
  "ticket-type-several",
  "ticket-type-unknown",
  "twice",
] as const;
/** What the API says besides: which question, which line. */
const WITH_DETAIL: readonly string[] = ["answer-missing", "answer-wrong"];

export function ImportStateMark({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  return <span className={LOOKS[found.state]}>{t(`state.${found.state}`)}</span>;
}

export function RowStateMark({ state }: { readonly state: RowState }): ReactNode {
  const t = useImportTexts();
  return <span className={ROW_LOOKS[state]}>{t(`row.${state}`)}</span>;
}

/** Each reason with the column that it is about. */
export function Reasons({ row, columns }: { readonly row: ImportRow; readonly columns: readonly string[] }): ReactNode {
  const t = useImportTexts();
  return row.reasons.map(({ code, detail, column }) => {
    const key: ImportKey | undefined = REASONS.some((known) => known === code)
      ? (`reason.${code}` as ImportKey)
      : undefined;
    return (
      <span key={`${code} ${column} ${detail}`} className="import-reason">
        {column !== null && column < columns.length && (
          <>
            <bdi className="muted">{columnLabel(columns, column)}</bdi>:{" "}
          </>
        )}
        {key === undefined ? <bdi>{detail}</bdi> : <span>{t(key)}</span>}
        {WITH_DETAIL.includes(code) && <bdi className="muted"> {detail}</bdi>}
      </span>
    );
  });
}
