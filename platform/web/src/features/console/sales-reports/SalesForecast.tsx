// What an event is likely to sell: the numbers in words, a chart with its interval, and how right such forecasts were.
import "../dashboard/dashboard.css";
import "./sales-reports.css";
import type { ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { Stat } from "../dashboard/Stat";
import { Section } from "../parts/Section";
import { useAmount } from "../shell/money";
import { Loaded } from "../shell/states";
import { ForecastCourse } from "./ForecastCourse";
import { useForecast, type Forecast, type ForecastTest } from "./queries";
import { useReportTexts } from "./texts";

const HUNDRED = 100;
/** What a forecast needs, as the service has it. */
const FEWEST_EVENTS = 5;
const SMALLEST_EVENT = 10;

export function SalesForecast({ eventId }: { readonly eventId: string }): ReactNode {
  const t = useReportTexts();
  const forecast = useForecast(eventId);
  return (
    <Section title={t("forecast.title")} lead={t("forecast.lead")} boxed>
      <Loaded query={forecast} rows={4}>
        {(found) => (
          <div className="stack">
            <Answer found={found} />
            {found.days.length > 1 && <ForecastCourse found={found} />}
            {found.tests.length > 0 && <Tests tests={found.tests} />}
            {found.basis.length > 0 && <Basis found={found} />}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Answer({ found }: { readonly found: Forecast }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  if (found.result === null) return <Missing found={found} />;
  return (
    <>
      <Figures found={found} />
      <Accuracy found={found} />
      {found.capacity > 0 && (
        <p className="muted small">{t("forecast.method", { capacity: number.format(found.capacity) })}</p>
      )}
    </>
  );
}

function Figures({ found }: { readonly found: Forecast }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const amount = useAmount();
  const { result, currency } = found;
  if (result === null) return null;
  const money = (minor: number | null): string => (minor === null || currency === null ? "–" : amount(minor, currency));
  return (
    <dl className="stats">
      <Stat name={t("forecast.soFar")} value={number.format(found.tickets)}>
        {found.returned_tickets > 0 && t("returnedSince", { number: number.format(found.returned_tickets) })}
      </Stat>
      <Stat name={t("forecast.inTheEnd")} value={number.format(result.tickets)}>
        {t("forecast.between", {
          lowest: number.format(result.lowest_tickets),
          highest: number.format(result.highest_tickets),
        })}
      </Stat>
      {result.gross_minor !== null && result.gross_minor > 0 && (
        <Stat name={t("forecast.gross")} value={money(result.gross_minor)}>
          {t("forecast.between", {
            lowest: money(result.lowest_gross_minor),
            highest: money(result.highest_gross_minor),
          })}
        </Stat>
      )}
    </dl>
  );
}

/** What a forecast of today would have been worth for past events. */
function Accuracy({ found }: { readonly found: Forecast }): ReactNode {
  const t = useReportTexts();
  const locale = useLocale();
  const number = new Intl.NumberFormat([locale, "en"]);
  const percent = new Intl.NumberFormat([locale, "en"], { style: "percent", maximumFractionDigits: 0 });
  const { accuracy } = found;
  if (accuracy === null || accuracy.error_percent === null) return <p>{t("forecast.untested")}</p>;
  const said = {
    events: number.format(accuracy.events),
    error: percent.format(accuracy.error_percent / HUNDRED),
    inside: number.format(accuracy.inside),
  };
  return <p>{t("forecast.accuracy", said)}</p>;
}

function Missing({ found }: { readonly found: Forecast }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const { state, needed_events: events, needed_tickets: tickets, possible_from_days_before: from } = found;
  if (state === "over") return <p>{t("forecast.over", { number: number.format(found.tickets) })}</p>;
  if (state === "not_on_sale") return <p className="muted">{t("forecast.notOnSale")}</p>;
  return (
    <div>
      <p>
        <strong>{t("forecast.tooLittle")}</strong>
      </p>
      <ul>
        {events > 0 && (
          <li>
            {t("forecast.needsEvents", {
              needed: number.format(FEWEST_EVENTS),
              tickets: number.format(SMALLEST_EVENT),
              missing: number.format(events),
            })}
          </li>
        )}
        {from !== null && <li>{t("forecast.tooEarly", { days: number.format(from) })}</li>}
        {tickets > 0 && <li>{t("forecast.needsTickets", { missing: number.format(tickets) })}</li>}
      </ul>
    </div>
  );
}

/** Forecasts of past events, each from the others, at several distances. */
function Tests({ tests }: { readonly tests: readonly ForecastTest[] }): ReactNode {
  const t = useReportTexts();
  const locale = useLocale();
  const number = new Intl.NumberFormat([locale, "en"]);
  const percent = new Intl.NumberFormat([locale, "en"], { style: "percent", maximumFractionDigits: 0 });
  const share = (value: number | null): string => (value === null ? "–" : percent.format(value / HUNDRED));
  return (
    <div>
      <h3>{t("forecast.tests")}</h3>
      <p className="muted small">{t("forecast.testsLead")}</p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div className="bar-chart__scroll" role="group" aria-label={t("forecast.tests")} tabIndex={0}>
        <table className="bar-chart__table">
          <caption className="visually-hidden">{t("forecast.tests")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("compare.days")}</th>
              <th scope="col">{t("forecast.tested")}</th>
              <th scope="col">{t("forecast.missedBy")}</th>
              <th scope="col">{t("forecast.inside")}</th>
            </tr>
          </thead>
          <tbody>
            {tests.map((test) => (
              <tr key={test.days_before}>
                <th scope="row">{number.format(test.days_before)}</th>
                <td className="number">{number.format(test.events)}</td>
                <td className="number">{share(test.error_percent)}</td>
                <td className="number">{share(test.inside_percent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The past events that the forecast is made from. */
function Basis({ found }: { readonly found: Forecast }): ReactNode {
  const t = useReportTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  return (
    <details className="sales-report__basis">
      <summary>{t("forecast.basis", { number: number.format(found.basis.length) })}</summary>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div className="bar-chart__scroll" role="group" aria-label={t("forecast.basisTitle")} tabIndex={0}>
        <table className="bar-chart__table">
          <caption className="visually-hidden">{t("forecast.basisTitle")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("by.event")}</th>
              <th scope="col">{t("forecast.byNow")}</th>
              <th scope="col">{t("forecast.inAll")}</th>
            </tr>
          </thead>
          <tbody>
            {found.basis.map((event) => (
              <tr key={event.event_id}>
                <th scope="row">
                  <bdi>{event.title}</bdi>
                </th>
                <td className="number">{number.format(event.tickets_by_now)}</td>
                <td className="number">{number.format(event.tickets)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
