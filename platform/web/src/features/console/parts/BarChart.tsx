// A figure over time as bars; the same as a table, to read and to copy.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import "./chart.css";

const HEIGHT = 120;
const STEP = 10;
const BAR = 7;

export interface Bar {
  readonly key: string;
  /** As it stands under the chart and in the table's first column. */
  readonly name: string;
  readonly value: number;
  /** The same in words. */
  readonly said: string;
  /** The table's other cells; a bar without cells is no line of it. */
  readonly cells: readonly string[];
  /** Its line for a spreadsheet: plain numbers. */
  readonly copied: readonly (string | number)[];
}

export interface BarChartProps {
  /** What the table is called. */
  readonly caption: string;
  /** What the picture shows, in a sentence. */
  readonly summary: string;
  /** Between the first and the last name: which bar is the highest. */
  readonly most: string;
  readonly columns: readonly string[];
  readonly bars: readonly [Bar, ...Bar[]];
}

export function BarChart({ caption, summary, most, columns, bars }: BarChartProps): ReactNode {
  const t = useConsoleTexts();
  const notify = useNotify();
  const [isTable, setTable] = useState(false);
  const highest = Math.max(...bars.map(({ value }) => value));
  const copy = async (): Promise<void> => {
    const lines = [columns, ...bars.map(({ copied }) => copied)];
    await navigator.clipboard.writeText(lines.map((line) => line.join("\t")).join("\n"));
    notify(t("chart.copied"));
  };
  return (
    <div className="bar-chart">
      {isTable ? (
        <BarTable caption={caption} columns={columns} bars={bars} />
      ) : (
        <figure className="bar-chart__figure">
          <svg
            role="img"
            viewBox={`0 0 ${String(bars.length * STEP)} ${String(HEIGHT)}`}
            preserveAspectRatio="none"
            aria-label={summary}
          >
            {bars.map((bar, place) => {
              const height = highest <= 0 ? 0 : (Math.max(bar.value, 0) / highest) * HEIGHT;
              return (
                <rect key={bar.key} x={place * STEP} y={HEIGHT - height} width={BAR} height={height}>
                  <title>{`${bar.name}: ${bar.said}`}</title>
                </rect>
              );
            })}
          </svg>
          <figcaption className="bar-chart__ends">
            <span>{bars[0].name}</span>
            <span>{most}</span>
            {bars.length > 1 && <span>{bars.at(-1)?.name}</span>}
          </figcaption>
        </figure>
      )}
      <p className="bar-chart__ways">
        <Button kind="quiet" size="small" onPress={() => setTable(!isTable)}>
          <Icon name={isTable ? "chart" : "form"} />
          {t(isTable ? "chart.asChart" : "chart.asTable")}
        </Button>
        <Button kind="quiet" size="small" onPress={() => void copy()}>
          <Icon name="copy" />
          {t("chart.copy")}
        </Button>
      </p>
    </div>
  );
}

function BarTable({ caption, columns, bars }: Pick<BarChartProps, "caption" | "columns" | "bars">): ReactNode {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
    <div className="bar-chart__scroll" role="group" aria-label={caption} tabIndex={0}>
      <table className="bar-chart__table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ cells }) => cells.length > 0)
            .map(({ key, name, cells }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {cells.map((cell, place) => (
                  <td key={columns[place + 1] ?? place} className="number">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** The first of the highest. */
export function highestOf<T>(all: readonly [T, ...T[]], valueOf: (each: T) => number): T {
  return all.reduce((best, each) => (valueOf(each) > valueOf(best) ? each : best), all[0]);
}
