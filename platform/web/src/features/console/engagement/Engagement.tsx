// What the attendees of an event did beyond buying: in all, by ticket type and by week; and the same as a file.
import "../sales-reports/sales-reports.css";
import "../funnel/funnel.css";
import type { ReactNode } from "react";
import { Empty } from "../../../ui/Empty";
import { FileButtons } from "../parts/FileButtons";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { EngagementBars } from "./EngagementBars";
import { EngagementTypes } from "./EngagementTypes";
import { EngagementWeeks } from "./EngagementWeeks";
import { useEngagement, useEngagementFile, type Report } from "./queries";
import { useEngagementTexts } from "./texts";

export default function Engagement(): ReactNode {
  const t = useEngagementTexts();
  const report = useEngagement();
  const file = useEngagementFile();
  return (
    <Page title={t("title")} lead={t("lead")} help="engagement">
      <div className="stack">
        <FileButtons file={file} />
        <Loaded query={report} rows={6}>
          {(found) => <Parts found={found} />}
        </Loaded>
      </div>
    </Page>
  );
}

function Parts({ found }: { readonly found: Report }): ReactNode {
  const t = useEngagementTexts();
  const moment = useEventTime();
  const [first, ...rest] = found.weeks;
  if (found.totals === null) {
    return (
      <Empty icon="chart" title={t("few.title")}>
        {t("few.text", { number: String(found.smallest_group) })}
      </Empty>
    );
  }
  return (
    <>
      <Section title={t("whole")} lead={t("wholeLead")} boxed>
        <EngagementBars report={found} totals={found.totals} />
      </Section>
      {found.ticket_types.length > 1 && <EngagementTypes types={found.ticket_types} />}
      {first !== undefined && (
        <Section title={t("weeks")} lead={t("weeksLead")} boxed>
          <EngagementWeeks weeks={[first, ...rest]} />
        </Section>
      )}
      <p className="muted small">{t("counted", { at: moment(found.counted_at) })}</p>
    </>
  );
}
