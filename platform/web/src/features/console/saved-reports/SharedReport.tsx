// A report that was shared with whoever looks: its figures as they stand now, until the share ends.
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useInstant } from "../parts/Instant";
import { ReportParts } from "../sales-reports/SalesReport";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useShared } from "./queries";
import { useSavedReportTexts } from "./texts";

export default function SharedReport(): ReactNode {
  const t = useSavedReportTexts();
  const when = useInstant();
  const { share = "" } = useParams();
  const shared = useShared(share);
  const lead = shared.data === undefined ? "" : t("shared.until", { moment: when(shared.data.expires_at) });
  return (
    <Page title={shared.data?.name ?? t("shared.title")} lead={lead} help="sales-reports">
      <Loaded query={shared} rows={6}>
        {({ report }) => (
          <div className="stack">
            <ReportParts report={report} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
