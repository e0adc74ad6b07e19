// What an import does, or did: how many of what, which ones, and what the file says that could not be taken.
import type { ReactNode } from "react";
import { Notice } from "../../../ui/Notice";
import type { Report } from "./imports";
import { useProgrammeTexts } from "./texts";

const COUNTS = ["created", "updated", "unchanged", "cancelled", "removed"] as const;

export function ImportReport({ report }: { readonly report: Report }): ReactNode {
  const t = useProgrammeTexts();
  const { changes, problems, vanished, is_dry_run: isDryRun } = report;
  return (
    <div className="stack">
      {isDryRun ? (
        <Notice title={t("report.dry")} announce>
          {t("report.dryText")}
        </Notice>
      ) : (
        <Notice kind="good">{t("report.taken")}</Notice>
      )}
      <table className="import-counts">
        <thead>
          <tr>
            <td />
            <th scope="col">{t("report.sessions")}</th>
            <th scope="col">{t("report.speakers")}</th>
          </tr>
        </thead>
        <tbody>
          {COUNTS.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`change.${name}`)}</th>
              <td>{report.sessions[name]}</td>
              <td>{report.speakers[name]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length > 0 && (
        <details open={isDryRun} className="import-part">
          <summary>{t("report.problems", { count: problems.length + report.problems_left_out })}</summary>
          <ul className="import-lines">
            {problems.map(({ line, place, reason, detail, value, effect }) => (
              <li key={[line, place, reason, value].join(" ")}>
                <span className="tag">{t(`effect.${effect as "skipped"}`)}</span>{" "}
                {line > 0 && t("report.line", { line })} <bdi>{detail}</bdi>
                {value !== "" && (
                  <>
                    {" "}
                    <bdi className="muted">{value}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {changes.length > 0 && (
        <details className="import-part">
          <summary>{t("report.changes", { count: changes.length + report.changes_left_out })}</summary>
          <ul className="import-lines">
            {changes.map(({ kind, name, source_key, change }) => (
              <li key={`${kind} ${source_key} ${change}`}>
                <span className="tag">{t(`change.${change as "created"}`)}</span> <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      {vanished.length > 0 && (
        <details className="import-part">
          <summary>{t("import.missing", { count: vanished.length })}</summary>
          <ul className="import-lines">
            {vanished.map(({ session_id, title }) => (
              <li key={session_id}>
                <bdi>{title}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
