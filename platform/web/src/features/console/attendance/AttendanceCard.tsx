// Attendance on the event's dashboard, for who may check people in.
import { useId, type ReactNode } from "react";
import { Link } from "react-router";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { AttendanceSums } from "./AttendanceFigures";
import { useAttendance } from "./queries";
import { useAttendanceTexts } from "./texts";

export function AttendanceCard(): ReactNode {
  const { may } = useOrganization();
  return may("checkin.scan") ? <Card /> : null;
}

function Card(): ReactNode {
  const t = useAttendanceTexts();
  const id = useId();
  const { slug } = useOrganization();
  const event = useEvent();
  const report = useAttendance();
  return (
    <section className="panel stack attendance-card" aria-labelledby={id}>
      <h2 id={id}>{t("title")}</h2>
      <Loaded query={report} rows={1}>
        {(found) => <AttendanceSums report={found} />}
      </Loaded>
      <p>
        <Link to={eventPath(slug, event.id, "checkin/attendance")}>{t("more")}</Link>
      </p>
    </section>
  );
}
