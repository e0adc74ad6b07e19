// The sales report of an event, what it is likely to sell, and how its sales stand beside another's.
import type { ReactNode } from "react";
import { useEvent } from "../shell/event";
import { Page } from "../shell/Page";
import { ComparedSales } from "./ComparedSales";
import { SalesForecast } from "./SalesForecast";
import { SalesReport } from "./SalesReport";
import { useReportTexts } from "./texts";

export default function EventReport(): ReactNode {
  const t = useReportTexts();
  const event = useEvent();
  return (
    <Page title={t("title")} lead={t("leadEvent")} help="sales-reports">
      <div className="stack">
        <SalesReport eventId={event.id} timeZone={event.time_zone} usual="all" />
        <SalesForecast eventId={event.id} />
        {event.starts_at !== null && <ComparedSales eventId={event.id} title={event.title} />}
      </div>
    </Page>
  );
}
