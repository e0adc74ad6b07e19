// Says on the event's first view how many orders are held for review.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Notice } from "../../../ui/Notice";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { eventPath } from "../shell/places";
import { useFigures } from "./queries";
import { useReviewTexts } from "./texts";

export default function ReviewNotice(): ReactNode {
  const t = useReviewTexts();
  const { id } = useEvent();
  const { slug } = useOrganization();
  const waiting = useFigures(id).data?.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <Notice
      title={t("notice", { count: waiting })}
      actions={
        <Link className="button button--small" to={eventPath(slug, id, "reviews")}>
          {t("notice.look")}
        </Link>
      }
    >
      {t("notice.text")}
    </Notice>
  );
}
