// What each sales channel and each partner sold: orders, tickets, revenue; and the same as a file.
import type { ReactNode } from "react";
import { intlLocale } from "../../../lib/language";
import { useLocale } from "../../../ui/language";
import { FileButtons } from "../parts/FileButtons";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useAmount } from "../shell/money";
import { Loaded } from "../shell/states";
import { useChannelReport, useChannelReportFile, type ChannelFigures } from "./queries";
import { usePartnerTexts } from "./texts";

/** Of an event, or of all of them (null). */
export function ChannelTable({ eventId }: { readonly eventId: string | null }): ReactNode {
  const t = usePartnerTexts();
  const file = useChannelReportFile(eventId);
  return (
    <Section title={t("figures.title")} lead={t(eventId === null ? "figures.lead" : "figures.leadEvent")}>
      <Loaded query={useChannelReport(eventId)}>
        {(figures) =>
          figures.length === 0 ? (
            <p className="muted">{t("figures.none")}</p>
          ) : (
            <div className="stack">
              <Rows label={t("figures.title")}>
                {figures.map((each) => (
                  <Line key={`${each.channel} ${each.sales_partner_id} ${each.currency}`} figures={each} />
                ))}
              </Rows>
              <FileButtons file={file} />
            </div>
          )
        }
      </Loaded>
    </Section>
  );
}

function Line({ figures }: { readonly figures: ChannelFigures }): ReactNode {
  const t = usePartnerTexts();
  const amount = useAmount();
  const number = new Intl.NumberFormat([intlLocale(useLocale()), "en"]);
  const { channel, sales_partner_name: partner, currency, paid_minor, refunded_minor } = figures;
  const orders = t("figures.orders", { count: figures.orders });
  return (
    <Row
      title={partner ?? t(`channel.${channel}`)}
      tags={partner === null ? undefined : <span className="tag">{t("channel.partner")}</span>}
      facts={[`${orders} · ${t("figures.tickets", { number: number.format(figures.tickets) })}`]}
      end={
        <div className="number">
          <p>{amount(paid_minor - refunded_minor, currency)}</p>
          {refunded_minor > 0 && (
            <p className="muted small">{t("figures.refunded", { amount: amount(refunded_minor, currency) })}</p>
          )}
        </div>
      }
    />
  );
}
