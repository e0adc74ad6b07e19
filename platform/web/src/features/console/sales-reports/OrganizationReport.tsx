// The sales report of an organization, over all of its events.
import type { ReactNode } from "react";
import { useOwnOrganization } from "../shell/organization-api";
import { Page } from "../shell/Page";
import { SalesReport } from "./SalesReport";
import { useReportTexts } from "./texts";

export default function OrganizationReport(): ReactNode {
  const t = useReportTexts();
  const own = useOwnOrganization();
  return (
    <Page title={t("title")} lead={t("lead")} help="sales-reports">
      <SalesReport eventId={null} timeZone={own.data?.time_zone ?? "UTC"} usual="30" />
    </Page>
  );
}
