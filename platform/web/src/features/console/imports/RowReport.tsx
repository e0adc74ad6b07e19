// What becomes of each row of a table; only the problems, or only those of one state.
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { itemsOf } from "../parts/paged";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { Reasons, RowStateMark } from "./marks";
import { useRows, type Import, type ImportRow, type RowState } from "./queries";
import { useImportTexts } from "./texts";

const FILTERS = {
  all: [],
  problems: ["refused"],
  skipped: ["skipped"],
  ready: ["ready"],
  imported: ["imported"],
} as const satisfies Readonly<Record<string, readonly RowState[]>>;
type Filter = keyof typeof FILTERS;
const NAMES = Object.keys(FILTERS) as Filter[];
const keyOf = ({ id }: ImportRow): string => id;

export function RowReport({ found }: { readonly found: Import }): ReactNode {
  const t = useImportTexts();
  const { waiting, ready, skipped, refused, imported } = found.counts;
  const numbers: Readonly<Record<Filter, number>> = {
    all: waiting + ready + skipped + refused + imported,
    problems: refused,
    skipped,
    ready,
    imported,
  };
  const [chosen, setChosen] = useState<Filter>(refused > 0 ? "problems" : "all");
  return (
    <Section title={t("rows")}>
      <div className="row job-states" role="group" aria-label={t("rows")}>
        {NAMES.filter((each) => each === "all" || each === chosen || numbers[each] > 0).map((each) => (
          <button
            key={each}
            type="button"
            className="filter-pill__quick"
            aria-pressed={chosen === each}
            onClick={() => setChosen(each)}
          >
            {t(`filter.${each}`)} <span className="number">{numbers[each]}</span>
          </button>
        ))}
      </div>
      <Table found={found} states={FILTERS[chosen]} />
    </Section>
  );
}

function Table({ found, states }: { readonly found: Import; readonly states: readonly RowState[] }): ReactNode {
  const t = useImportTexts();
  const rows = useRows(found, states);
  const columns: readonly Column<ImportRow>[] = [
    {
      id: "row",
      title: t("column.row"),
      width: "minmax(11rem, 2fr)",
      isName: true,
      cell: (row) => <Who row={row} found={found} />,
    },
    { id: "state", title: t("column.state"), width: "9rem", cell: ({ state }) => <RowStateMark state={state} /> },
    {
      id: "why",
      title: t("column.why"),
      width: "minmax(11rem, 3fr)",
      cell: (row) => <Reasons row={row} columns={found.columns} />,
    },
  ];
  if (rows.isPending) return <Skeleton rows={6} />;
  if (rows.isError) return <Trouble error={rows.error} onRetry={() => void rows.refetch()} />;
  return (
    <DataTable
      label={t("rows")}
      columns={columns}
      rows={itemsOf(rows)}
      keyOf={keyOf}
      hasMore={rows.hasNextPage}
      isLoadingMore={rows.isFetchingNextPage}
      onMore={() => void rows.fetchNextPage()}
      isStale={rows.isPlaceholderData && found.state !== "running"}
      keptAs="import-rows"
      empty={<Empty icon="info" title={t("noRows")} />}
    />
  );
}

/** Whoever the row names, or what it says at all; with its order once there is one. */
function Who({ row, found }: { readonly row: ImportRow; readonly found: Import }): ReactNode {
  const t = useImportTexts();
  const { slug } = useOrganization();
  const event = useEvent();
  const { name, first_name, last_name, email } = found.mapping;
  const text = (columns: readonly (number | null)[]): string =>
    columns
      .flatMap((column) => (column === null ? [] : [row.cells[column] ?? ""]))
      .join(" ")
      .trim();
  const who = text([name]) || text([first_name, last_name]) || text([email]) || t("line", { number: row.line });
  return (
    <span className="list-name">
      {row.order_id === null ? (
        <bdi>{who}</bdi>
      ) : (
        <Link to={eventPath(slug, event.id, `orders/${row.order_id}`)}>
          <bdi>{who}</bdi>
        </Link>
      )}
      <span className="list-name__more">
        {t("line", { number: row.line })} <bdi>{text([email])}</bdi>
      </span>
    </span>
  );
}
