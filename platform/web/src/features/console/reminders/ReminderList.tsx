// The reminders of an event: when each is sent, and what became of those whose moment came.
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
import { titleOf } from "../announcements/announcement-form";
import { useReminders, type Reminder } from "./queries";
import { StateTag, useMomentWords } from "./StateTag";
import { useReminderTexts } from "./texts";

export default function ReminderList(): ReactNode {
  const t = useReminderTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const list = useReminders();
  const at = (rest: string): string => eventPath(slug, event.id, `reminders/${rest}`);
  const define = may("announcements.send") && (
    <Link className="button" to={at("new")}>
      {t("new")}
    </Link>
  );
  return (
    <Page title={t("title")} lead={t("lead")} help="reminders" actions={define}>
      <PagedRows
        label={t("title")}
        list={list}
        empty={
          <Empty icon="clock" title={t("none.title")}>
            {t("none.text")}
          </Empty>
        }
      >
        {(each) => <ReminderRow key={each.id} reminder={each} to={at(each.id)} />}
      </PagedRows>
    </Page>
  );
}

function ReminderRow({ reminder, to }: { readonly reminder: Reminder; readonly to: string }): ReactNode {
  const t = useReminderTexts();
  const timeOf = useEventTime();
  const words = useMomentWords();
  const { texts, due_at: dueAt, settled_at: settledAt, state, skip_reason: reason } = reminder;
  return (
    <Row
      title={titleOf({ texts })}
      to={to}
      tags={<StateTag reminder={reminder} />}
      facts={[
        words(reminder),
        state === "waiting" && (dueAt === null ? t("moment.none") : t("moment.due", { moment: timeOf(dueAt) })),
        state === "sent" && settledAt !== null && t("when.sent", { moment: timeOf(settledAt) }),
        state === "skipped" && reason !== null && t(`skipped.${reason}`),
      ]}
    />
  );
}
