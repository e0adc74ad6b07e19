// Small things that all views of the platform's room show alike: moments, states, facts, counts by table.
import type { ReactNode } from "react";
import { formatWhen } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { useTableName } from "../records/words";
import { useConnection } from "../session/api";

/** Says a moment in the person's own zone. */
export function useWhen(): (at: string) => string {
  const locale = useLocale();
  const { timeZone } = useConnection().config.person;
  return (at) => formatWhen(at, null, { timeZone, locale });
}

export type Look = "good" | "warm" | "bad" | "accent" | "plain";

export function Tag({ look = "plain", children }: { readonly look?: Look; readonly children: ReactNode }): ReactNode {
  return <span className={look === "plain" ? "tag" : `tag tag--${look}`}>{children}</span>;
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values in two columns; empty values are left out. */
export function FactList({ facts }: { readonly facts: readonly (Fact | null)[] }): ReactNode {
  return (
    <dl className="fact-list">
      {facts.map(
        (fact) =>
          fact !== null &&
          fact.value !== "" && (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** How many of what: the tables' rows, named for a person. */
export function Counts({
  title,
  counts,
}: {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
}): ReactNode {
  const locale = useLocale();
  const nameOf = useTableName();
  const tables = Object.entries(counts);
  if (tables.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <dl className="fact-list">
        {tables.map(([table, rows]) => (
          <div key={table}>
            <dt>{nameOf(table)}</dt>
            <dd className="number">{rows.toLocaleString(locale)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
