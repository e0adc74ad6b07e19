// Says on the event's first view how many applications wait for the organizer.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Notice } from "../../../ui/Notice";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { useFigures } from "./queries";
import { useApplicationTexts } from "./texts";

export default function WaitingNotice(): ReactNode {
  const t = useApplicationTexts();
  const { id } = useEvent();
  const { slug } = useOrganization();
  const waiting = useFigures(id).data?.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <Notice
      title={t("notice", { count: waiting })}
      actions={
        <Link className="button button--small" to={eventPath(slug, id, "applications")}>
          {t("notice.look")}
        </Link>
      }
    >
      {t("notice.text")}
    </Notice>
  );
}
