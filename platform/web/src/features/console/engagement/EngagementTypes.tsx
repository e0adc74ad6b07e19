// What the attendees of each ticket type did, as a table; types of few attendees stand together.
import { useId, type ReactNode } from "react";
import { useLocale } from "../../../ui/language";
import type { Report } from "./queries";
import { useEngagementTexts } from "./texts";

const FIGURES = [
  "attendees",
  "mailed",
  "inbox_read",
  "pushed",
  "agendas",
  "signed_up",
  "sign_ups_came",
  "came",
  "joined",
] as const;

export function EngagementTypes({ types }: { readonly types: Report["ticket_types"] }): ReactNode {
  const t = useEngagementTexts();
  const id = useId();
  const number = new Intl.NumberFormat([useLocale(), "en"]);
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{t("types")}</h2>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard */}
      <div className="sales-report__scroll" role="group" aria-label={t("types")} tabIndex={0}>
        <table className="sales-report__table">
          <thead>
            <tr>
              <th scope="col">{t("type")}</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col">
                  {t(`column.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {types.map((line) => (
              <tr key={line.ticket_type_id ?? "others"}>
                <th scope="row">
                  <bdi>{line.ticket_type_id === null ? t("others") : line.name}</bdi>
                </th>
                {FIGURES.map((figure) => (
                  <td key={figure} className="number">
                    {number.format(line[figure])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
