// Which sessions people looked at, picked, signed up for and wait for, as a table in the order of the programme.
import type { ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { useSessionInterest, type Interest } from "./queries";
import { useFunnelTexts } from "./texts";

const FIGURES = ["seen", "favourites", "sign_ups", "waiting"] as const;

/** Nothing stands here for an event without sessions. */
export function Sessions(): ReactNode {
  const t = useFunnelTexts();
  const found = useSessionInterest().data;
  if (found === undefined || found.items.length === 0) return null;
  return (
    <Section title={t("sessions")} lead={t("sessionsLead")} boxed>
      <SessionTable items={found.items} />
    </Section>
  );
}

function SessionTable({ items }: Pick<Interest, "items">): ReactNode {
  const t = useFunnelTexts();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  const timeOf = useEventTime();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
    <div className="sales-report__scroll" role="group" aria-label={t("sessions")} tabIndex={0}>
      <table className="sales-report__table">
        <thead>
          <tr>
            <th scope="col">{t("session")}</th>
            {FIGURES.map((each) => (
              <th key={each} scope="col">
                {t(`session.${each}`)}
              </th>
            ))}
            <th scope="col">{t("session.capacity")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((session) => (
            <tr key={session.session_id}>
              <th scope="row">
                <bdi>{session.title}</bdi>
                <br />
                <span className="muted small">{timeOf(session.starts_at)}</span>
              </th>
              {FIGURES.map((each) => (
                <td key={each} className="number">
                  {number.format(session[each])}
                </td>
              ))}
              <td className="number">{session.capacity === null ? "–" : number.format(session.capacity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
