// Says on the event's first view how many people wait for its tickets.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Notice } from "../../../ui/Notice";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { useFigures } from "./queries";
import { useWaitlistTexts } from "./texts";

export default function WaitlistNotice(): ReactNode {
  const t = useWaitlistTexts();
  const { id } = useEvent();
  const { slug } = useOrganization();
  const figures = useFigures().data;
  const waiting = figures?.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <Notice
      title={t("notice", { count: waiting })}
      actions={
        <Link className="button button--small" to={eventPath(slug, id, "waitlist")}>
          {t("notice.look")}
        </Link>
      }
    >
      {t("notice.tickets", { count: figures?.waiting_tickets ?? 0 })}
    </Notice>
  );
}
