// Who came to an event: in all, by ticket type, day, check-in list and session; and the same as a file.
import { formatCalendarDay } from "../../../lib/moment";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useLocale } from "../../../ui/language";
import { FileButtons } from "../parts/FileButtons";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { AttendanceSums, AttendanceTable } from "./AttendanceFigures";
import { useAttendance, useAttendanceFile, type Report } from "./queries";
import { useAttendanceTexts } from "./texts";

export default function AttendancePage(): ReactNode {
  const t = useAttendanceTexts();
  const { may, slug } = useOrganization();
  const event = useEvent();
  const report = useAttendance();
  const file = useAttendanceFile();
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      help="attendance"
      back={{ to: eventPath(slug, event.id, "checkin"), label: t("back") }}
      actions={
        <Link className="button button--quiet" to={eventPath(slug, event.id, "checkin/certificates")}>
          {t("certificates")}
        </Link>
      }
    >
      <div className="stack">
        {may("checkin.manage") && <FileButtons file={file} />}
        <Loaded query={report} rows={6}>
          {(found) => <Parts report={found} />}
        </Loaded>
      </div>
    </Page>
  );
}

function Parts({ report }: { readonly report: Report }): ReactNode {
  const t = useAttendanceTexts();
  const moment = useEventTime();
  const locale = useLocale();
  const { ticket_types: types, days, lists, sessions } = report;
  return (
    <>
      <section className="panel" aria-label={t("event")}>
        <AttendanceSums report={report} />
        <p className="muted small">{t("counted", { at: moment(report.counted_at) })}</p>
      </section>
      {types.length > 0 && (
        <AttendanceTable
          title={t("types")}
          first={t("type")}
          lines={types.map((each) => ({ ...each, key: each.ticket_type_id }))}
        />
      )}
      {days.length > 0 && (
        <AttendanceTable
          title={t("days")}
          first={t("day")}
          lines={days.map((each) => ({
            ...each,
            key: each.day,
            name: formatCalendarDay(each.day, locale, { dateStyle: "full" }),
          }))}
        />
      )}
      {lists.length > 0 && (
        <AttendanceTable
          title={t("lists")}
          first={t("list")}
          lines={lists.map((each) => ({ ...each, key: each.list_id }))}
        />
      )}
      {sessions.length > 0 && (
        <AttendanceTable
          title={t("sessions")}
          first={t("session")}
          lines={sessions.map((each) => ({
            ...each,
            key: each.session_id,
            name: `${each.title} (${moment(each.starts_at)})`,
          }))}
        />
      )}
    </>
  );
}
