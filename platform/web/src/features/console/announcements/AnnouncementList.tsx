// The announcements of an event, the newest first, and what became of each.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Empty } from "../../../ui/Empty";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { titleOf } from "./announcement-form";
import { useAnnouncements, type Announcement } from "./queries";
import { StateTag } from "./StateTag";
import { useAnnouncementTexts } from "./texts";

export default function AnnouncementList(): ReactNode {
  const t = useAnnouncementTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const list = useAnnouncements();
  const at = (rest: string): string => eventPath(slug, event.id, `announcements/${rest}`);
  const write = may("announcements.send") && (
    <Link className="button" to={at("new")}>
      {t("new")}
    </Link>
  );
  return (
    <Page title={t("title")} lead={t("lead")} help="announcements" actions={write}>
      <PagedRows
        label={t("title")}
        list={list}
        empty={
          <Empty icon="mail" title={t("none.title")}>
            {t("none.text")}
          </Empty>
        }
      >
        {(each) => <AnnouncementRow key={each.id} announcement={each} to={at(each.id)} />}
      </PagedRows>
    </Page>
  );
}

function AnnouncementRow({
  announcement,
  to,
}: {
  readonly announcement: Announcement;
  readonly to: string;
}): ReactNode {
  const t = useAnnouncementTexts();
  const timeOf = useEventTime();
  const { texts, state, send_at: sendAt, started_at: startedAt, report } = announcement;
  return (
    <Row
      title={titleOf({ texts })}
      to={to}
      tags={<StateTag announcement={announcement} />}
      facts={[
        sendAt !== null && state === "scheduled" && t("when.scheduled", { moment: timeOf(sendAt) }),
        startedAt !== null && t("when.started", { moment: timeOf(startedAt) }),
      ]}
      {...(startedAt === null ? {} : { end: <span className="number">{t("sentCount", { count: report.sent })}</span> })}
    />
  );
}
