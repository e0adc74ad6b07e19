// Two events side by side: what each had sold so many days before it began.
import "../parts/chart.css";
import "./sales-reports.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useFormerEvents } from "../dashboard/queries";
import { Section } from "../parts/Section";
import { useAmount } from "../shell/money";
import { Loaded } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { useComparison, type ComparedDay, type Comparison } from "./queries";
import { useReportTexts } from "./texts";

const HEIGHT = 120;
const STEP = 10;
/** A table of more is longer than anybody reads. */
const MOST_ROWS = 400;

export function ComparedSales({ eventId, title }: { readonly eventId: string; readonly title: string }): ReactNode {
  const t = useReportTexts();
  const former = useFormerEvents();
  const [otherId, choose] = useState("");
  const comparison = useComparison(eventId, otherId);
  const options = (former.data ?? []).filter(({ id }) => id !== eventId);
  return (
    <Section title={t("compare.title")} lead={t("compare.lead")} boxed>
      {former.isSuccess && options.length === 0 ? (
        <p className="muted">{t("compare.noneYet")}</p>
      ) : (
        <div className="stack">
          <NativeSelect
            label={t("compare.with")}
            value={otherId}
            onChange={choose}
            options={options.map(({ id, title: label }) => ({ value: id, label }))}
          />
          {otherId !== "" && (
            <Loaded query={comparison} rows={3}>
              {(found) => <Compared found={found} title={title} />}
            </Loaded>
          )}
        </div>
      )}
    </Section>
  );
}

function Compared({ found, title }: { readonly found: Comparison; readonly title: string }): ReactNode {
  const t = useReportTexts();
  const all = useConsoleTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const [isTable, setTable] = useState(false);
  const { event, other, days } = found;
  if (days.length === 0) return <p className="muted">{t("compare.nothing")}</p>;
  const said = t("compare.said", {
    now: number.format(event.tickets),
    then: number.format(found.other_tickets_by_now),
    title: other.title,
    total: number.format(other.tickets),
  });
  return (
    <div>
      <p role="status">{said}</p>
      {isTable ? <DayTable found={found} /> : <Lines days={days} said={said} />}
      {!isTable && (
        <ul className="sales-report__legend">
          <Legend name={title} />
          <Legend name={other.title} isOther />
        </ul>
      )}
      <p className="bar-chart__ways">
        <Button kind="quiet" size="small" onPress={() => setTable(!isTable)}>
          <Icon name={isTable ? "chart" : "form"} />
          {all(isTable ? "chart.asChart" : "chart.asTable")}
        </Button>
      </p>
    </div>
  );
}

function Legend({ name, isOther = false }: { readonly name: string; readonly isOther?: boolean }): ReactNode {
  return (
    <li>
      <svg viewBox="0 0 32 4" aria-hidden="true" className="sales-report__lines-mark">
        <line x1="0" y1="2" x2="32" y2="2" className={lineClass(isOther)} />
      </svg>
      <bdi>{name}</bdi>
    </li>
  );
}

const lineClass = (isOther: boolean): string =>
  isOther ? "sales-report__line sales-report__line--other" : "sales-report__line";

function Lines({ days, said }: { readonly days: readonly ComparedDay[]; readonly said: string }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const highest = Math.max(1, ...days.flatMap(({ tickets, other_tickets: others }) => [tickets ?? 0, others ?? 0]));
  const points = (of: (day: ComparedDay) => number | null): string =>
    days
      .map((day, place) => ({ place, value: of(day) }))
      .filter((each): each is { place: number; value: number } => each.value !== null)
      .map(({ place, value }) => `${String(place * STEP)},${String(HEIGHT - (value / highest) * HEIGHT)}`)
      .join(" ");
  const before = (day: ComparedDay | undefined): string =>
    t("compare.daysBefore", { count: day?.days_before ?? 0, shown: number.format(day?.days_before ?? 0) });
  return (
    <figure className="bar-chart__figure">
      <svg
        role="img"
        aria-label={said}
        className="sales-report__lines"
        viewBox={`0 0 ${String(Math.max(1, days.length - 1) * STEP)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
      >
        <polyline className={lineClass(true)} points={points((day) => day.other_tickets)} />
        <polyline className={lineClass(false)} points={points((day) => day.tickets)} />
      </svg>
      <figcaption className="bar-chart__ends">
        <span>{before(days[0])}</span>
        <span>{t("compare.most", { number: number.format(highest) })}</span>
        <span>{before(days.at(-1))}</span>
      </figcaption>
    </figure>
  );
}

/** Days on which either sold something. */
function DayTable({ found }: { readonly found: Comparison }): ReactNode {
  const t = useReportTexts();
  const amount = useAmount();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const { event, other } = found;
  const count = (value: number | null): string => (value === null ? "–" : number.format(value));
  const money = (minor: number | null, currency: string | null): string =>
    minor === null || currency === null ? "–" : amount(minor, currency);
  const changed = found.days.filter((day, place) => {
    const last = found.days[place - 1];
    return last === undefined || last.tickets !== day.tickets || last.other_tickets !== day.other_tickets;
  });
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
    <div className="bar-chart__scroll" role="group" aria-label={t("compare.title")} tabIndex={0}>
      <table className="bar-chart__table">
        <caption className="visually-hidden">{t("compare.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("compare.days")}</th>
            <th scope="col">{event.title}</th>
            <th scope="col">{t("compare.gross", { title: event.title })}</th>
            <th scope="col">{other.title}</th>
            <th scope="col">{t("compare.gross", { title: other.title })}</th>
          </tr>
        </thead>
        <tbody>
          {changed.slice(-MOST_ROWS).map((day) => (
            <tr key={day.days_before}>
              <th scope="row">{number.format(day.days_before)}</th>
              <td className="number">{count(day.tickets)}</td>
              <td className="number">{money(day.gross_minor, event.currency)}</td>
              <td className="number">{count(day.other_tickets)}</td>
              <td className="number">{money(day.other_gross_minor, other.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
