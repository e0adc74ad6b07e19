// The lines of a report as a table that a screen reader reads cell by cell; sums below.
import { useId, type ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { useColumnAmount } from "../shell/money";
import type { Report, ReportLine } from "./queries";
import "./sales-reports.css";
import { useReportTexts } from "./texts";

/** What no money knows: a ticket type. */
const UNKNOWN = "–";

export interface ReportTableProps {
  readonly report: Report;
  /** What a line is: a day, a channel. */
  readonly first: string;
  readonly nameOf: (line: ReportLine) => string;
}

interface Column {
  readonly name: string;
  readonly cell: (line: ReportLine) => string;
}

export function ReportTable({ report, first, nameOf }: ReportTableProps): ReactNode {
  const t = useReportTexts();
  const id = useId();
  const columns = useColumns(report.group_by !== "ticket_type");
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{t("lines")}</h2>
      {report.is_cut && <p className="muted">{t("cut")}</p>}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div className="sales-report__scroll" role="group" aria-label={t("lines")} tabIndex={0}>
        <table className="sales-report__table">
          <thead>
            <tr>
              {[first, ...columns.map(({ name }) => name)].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.lines.map((line) => (
              <Line key={`${line.key} ${line.currency}`} name={nameOf(line)} line={line} columns={columns} />
            ))}
          </tbody>
          <tfoot>
            {report.totals.map((line) => (
              <Line
                key={line.currency}
                name={t("totalOf", { currency: line.currency })}
                line={line}
                columns={columns}
              />
            ))}
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function useColumns(hasMoney: boolean): readonly Column[] {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const amount = useColumnAmount();
  const money =
    (of: (line: ReportLine) => number | null): Column["cell"] =>
    (line) => {
      const minor = of(line);
      return minor === null ? UNKNOWN : amount(minor, line.currency);
    };
  return [
    { name: t("orders"), cell: (line) => number.format(line.orders) },
    { name: t("tickets"), cell: (line) => number.format(line.tickets) },
    { name: t("returned"), cell: (line) => number.format(line.returned_tickets) },
    { name: t("gross"), cell: money((line) => line.gross_minor) },
    { name: t("tax"), cell: money((line) => line.tax_minor) },
    ...(hasMoney
      ? [
          { name: t("received"), cell: money((line) => line.received_minor) },
          { name: t("refunded"), cell: money((line) => line.refunded_minor) },
          { name: t("fees"), cell: money((line) => line.fees_minor) },
          { name: t("kept"), cell: money((line) => line.kept_minor) },
        ]
      : []),
  ];
}

interface LineProps {
  readonly line: ReportLine;
  readonly name: string;
  readonly columns: readonly Column[];
}

function Line({ line, name, columns }: LineProps): ReactNode {
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      {columns.map((column) => (
        <td key={column.name} className="number">
          {column.cell(line)}
        </td>
      ))}
    </tr>
  );
}
