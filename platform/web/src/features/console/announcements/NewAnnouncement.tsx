// A new announcement: written and saved as a draft, which then opens with its preview.
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { AnnouncementEditor } from "./AnnouncementEditor";
import { useAnnouncementTexts } from "./texts";

export default function NewAnnouncement(): ReactNode {
  const t = useAnnouncementTexts();
  const go = useNavigate();
  const { slug } = useOrganization();
  const { id } = useEvent();
  const back = { to: eventPath(slug, id, "announcements"), label: t("title") };
  return (
    <Page title={t("new")} lead={t("new.lead")} help="announcements" back={back} narrow>
      <AnnouncementEditor
        announcement={null}
        onSaved={(made) => void go(eventPath(slug, id, `announcements/${made.id}`), { replace: true })}
      />
    </Page>
  );
}
