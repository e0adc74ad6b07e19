// Whom a lead is of, as far as they agreed to it.
import type { ReactNode } from "react";
import { useMoment } from "../door/texts";
import { useLeadTexts } from "./texts";
import type { Lead } from "./types";

export interface PersonProps {
  readonly lead: Lead;
  readonly timeZone: string;
  /** Whether it is said who scanned it, and when. */
  readonly isScanner: boolean;
}

export function Person({ lead, timeZone, isScanner }: PersonProps): ReactNode {
  const t = useLeadTexts();
  const moment = useMoment(timeZone);
  return (
    <div className="person">
      <p className="person__name">
        <bdi>{lead.name === "" ? t("noName") : lead.name}</bdi>
      </p>
      {lead.company !== "" && (
        <p>
          <bdi>{lead.company}</bdi>
        </p>
      )}
      {lead.email !== null && lead.email !== "" && (
        <p>
          <a href={`mailto:${lead.email}`} dir="ltr">
            {lead.email}
          </a>
        </p>
      )}
      {lead.answers.length > 0 && (
        <dl className="person__answers">
          {lead.answers.map(({ label, text }) => (
            <div key={label}>
              <dt>
                <bdi>{label}</bdi>
              </dt>
              <dd>
                <bdi>{text}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isScanner && (
        <p className="door-soft">{t("scannedBy", { name: lead.scanned_by, at: moment(lead.scanned_at) })}</p>
      )}
    </div>
  );
}
