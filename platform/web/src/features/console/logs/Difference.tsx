// What a row was and what it is: the columns that differ, side by side.
import type { ReactNode } from "react";
import { useLogTexts } from "./texts";

type Contents = Readonly<Record<string, unknown>> | null;

export interface DifferenceProps {
  readonly before: Contents;
  readonly after: Contents;
}

/** The columns of both, those that are the same left out. */
export function differing(before: Contents, after: Contents): readonly string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
}

export function Difference({ before, after }: DifferenceProps): ReactNode {
  const t = useLogTexts();
  const columns = differing(before, after);
  if (before === null && after === null) return <p className="muted">{t("erased")}</p>;
  if (columns.length === 0) return <p className="muted">{t("noDifference")}</p>;
  return (
    <div className="difference">
      <table>
        <caption className="visually-hidden">{t("difference")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column")}</th>
            {before !== null && <th scope="col">{t("before")}</th>}
            {after !== null && <th scope="col">{t("after")}</th>}
          </tr>
        </thead>
        <tbody>
          {columns.map((name) => (
            <tr key={name}>
              <th scope="row">
                <code dir="ltr">{name}</code>
              </th>
              {before !== null && <td>{said(before[name])}</td>}
              {after !== null && <td>{said(after[name])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function said(value: unknown): ReactNode {
  if (value === undefined || value === null) return <span className="muted">–</span>;
  return <bdi>{typeof value === "string" ? value : JSON.stringify(value)}</bdi>;
}
