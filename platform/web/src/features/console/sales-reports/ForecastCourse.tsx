// The course of an event's sales: what was sold as a line, what is expected as a line within its interval; or a table.
import { formatCalendarDay } from "../../../lib/moment";
import "../parts/chart.css";
import "./sales-reports.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { useConsoleTexts } from "../shell/texts";
import type { Forecast, ForecastDay } from "./queries";
import { useReportTexts } from "./texts";

const HEIGHT = 120;
const STEP = 10;

export function ForecastCourse({ found }: { readonly found: Forecast }): ReactNode {
  const all = useConsoleTexts();
  const [isTable, setTable] = useState(false);
  return (
    <div>
      {isTable ? <DayTable days={found.days} /> : <Chart found={found} />}
      <p className="bar-chart__ways">
        <Button kind="quiet" size="small" onPress={() => setTable(!isTable)}>
          <Icon name={isTable ? "chart" : "form"} />
          {all(isTable ? "chart.asChart" : "chart.asTable")}
        </Button>
      </p>
    </div>
  );
}

const highestOf = (days: readonly ForecastDay[]): number =>
  Math.max(1, ...days.map(({ sold, highest }) => Math.max(sold ?? 0, highest ?? 0)));

function useDayName(): (day: string | undefined) => string {
  const locale = useLocale();
  return (day) => (day === undefined ? "" : formatCalendarDay(day, locale, { dateStyle: "medium" }));
}

function Chart({ found }: { readonly found: Forecast }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const nameOf = useDayName();
  const { days, result } = found;
  const most = highestOf(days);
  const last = days.at(-1);
  const numbers = { sold: number.format(found.tickets), from: nameOf(days[0]?.day), until: nameOf(last?.day) };
  const said =
    result === null
      ? t("forecast.chartSold", numbers)
      : t("forecast.chart", {
          ...numbers,
          expected: number.format(last?.expected ?? result.tickets),
          lowest: number.format(last?.lowest ?? result.lowest_tickets),
          highest: number.format(last?.highest ?? result.highest_tickets),
        });
  return (
    <figure className="bar-chart__figure">
      <svg
        role="img"
        aria-label={said}
        className="sales-report__lines"
        viewBox={`0 0 ${String(Math.max(1, days.length - 1) * STEP)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
      >
        <Shapes days={days} most={most} />
      </svg>
      <figcaption className="bar-chart__ends">
        <span>{nameOf(days[0]?.day)}</span>
        <span>{t("compare.most", { number: number.format(most) })}</span>
        <span>{nameOf(last?.day)}</span>
      </figcaption>
      <Legend hasForecast={days.some(({ expected }) => expected !== null)} />
    </figure>
  );
}

function Shapes({ days, most }: { readonly days: readonly ForecastDay[]; readonly most: number }): ReactNode {
  /** What is expected goes on from what was sold by the end of the last counted day. */
  const pointsOf = (of: (day: ForecastDay, isLastSold: boolean) => number | null): string[] =>
    days
      .map((day, place) => ({ place, value: of(day, day.sold !== null && days[place + 1]?.sold === null) }))
      .filter((each): each is { place: number; value: number } => each.value !== null)
      .map(({ place, value }) => `${String(place * STEP)},${String(HEIGHT - (value / most) * HEIGHT)}`);
  const goingOn = (of: (day: ForecastDay) => number | null): string[] =>
    pointsOf((day, isLastSold) => (isLastSold ? day.sold : of(day)));
  const upper = goingOn(({ highest }) => highest);
  const lower = goingOn(({ lowest }) => lowest);
  return (
    <>
      <polygon className="sales-report__band" points={[...upper, ...lower.reverse()].join(" ")} />
      <polyline
        className="sales-report__line sales-report__line--other"
        points={goingOn(({ expected }) => expected).join(" ")}
      />
      <polyline className="sales-report__line" points={pointsOf(({ sold }) => sold).join(" ")} />
    </>
  );
}

function Legend({ hasForecast }: { readonly hasForecast: boolean }): ReactNode {
  const t = useReportTexts();
  const line = (isOther: boolean): ReactNode => (
    <svg viewBox="0 0 32 4" aria-hidden="true" className="sales-report__lines-mark">
      <line
        x1="0"
        y1="2"
        x2="32"
        y2="2"
        className={isOther ? "sales-report__line sales-report__line--other" : "sales-report__line"}
      />
    </svg>
  );
  return (
    <ul className="sales-report__legend">
      <li>
        {line(false)}
        {t("forecast.sold")}
      </li>
      {hasForecast && (
        <>
          <li>
            {line(true)}
            {t("forecast.expected")}
          </li>
          <li>
            <span aria-hidden="true" className="sales-report__band-mark" />
            {t("forecast.band")}
          </li>
        </>
      )}
    </ul>
  );
}

function DayTable({ days }: { readonly days: readonly ForecastDay[] }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const nameOf = useDayName();
  const count = (value: number | null): string => (value === null ? "–" : number.format(value));
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
    <div className="bar-chart__scroll" role="group" aria-label={t("forecast.title")} tabIndex={0}>
      <table className="bar-chart__table">
        <caption className="visually-hidden">{t("forecast.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("by.day")}</th>
            <th scope="col">{t("forecast.sold")}</th>
            <th scope="col">{t("forecast.expected")}</th>
            <th scope="col">{t("forecast.lowest")}</th>
            <th scope="col">{t("forecast.highest")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{nameOf(day.day)}</th>
              <td className="number">{count(day.sold)}</td>
              <td className="number">{count(day.expected)}</td>
              <td className="number">{count(day.lowest)}</td>
              <td className="number">{count(day.highest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
