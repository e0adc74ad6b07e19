// How often a short link was asked for, day by day.
import type { ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { formatCalendarDay } from "../../../lib/moment";
import { SidePanel } from "../../../ui/Dialog";
import { useLocale } from "../../../ui/language";
import { Row, Rows } from "../parts/Rows";
import { Loaded } from "../shell/states";
import { useShortLink, useVisits, type ShortLink } from "./queries";
import { useShortLinkTexts } from "./texts";

export function Visits({ link, onClose }: { readonly link: ShortLink; readonly onClose: () => void }): ReactNode {
  const t = useShortLinkTexts();
  const locale = intlLocale(useLocale());
  const number = new Intl.NumberFormat([locale, "en"]);
  const now = useShortLink(link.id).data ?? link;
  return (
    <SidePanel open title={link.name} onClose={onClose}>
      <div className="stack">
        <p className="lead">{t("visits", { count: now.visits, shown: number.format(now.visits) })}</p>
        <Loaded query={useVisits(link.id)} rows={3}>
          {(days) =>
            days.length === 0 ? (
              <p className="muted">{t("noVisits")}</p>
            ) : (
              <Rows label={t("days")}>
                {days.map((each) => (
                  <Row
                    key={each.day}
                    title={formatCalendarDay(each.day, locale, { dateStyle: "medium" })}
                    end={<p className="number">{number.format(each.visits)}</p>}
                  />
                ))}
              </Rows>
            )
          }
        </Loaded>
      </div>
    </SidePanel>
  );
}
