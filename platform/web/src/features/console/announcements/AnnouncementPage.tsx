// One announcement: a draft is edited, previewed and sent; what was scheduled or sent shows its report.
import { useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { RemoveDialog } from "../parts/RemoveDialog";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { AnnouncementEditor } from "./AnnouncementEditor";
import { MailPreview } from "./MailPreview";
import { useAnnouncement, useDeleteAnnouncement, type Announcement } from "./queries";
import { titleOf } from "./announcement-form";
import { Report } from "./Report";
import { SendSection } from "./SendSection";
import { StateTag } from "./StateTag";
import { useAnnouncementTexts } from "./texts";

export default function AnnouncementPage(): ReactNode {
  const t = useAnnouncementTexts();
  const { announcement: id = "" } = useParams();
  const { slug } = useOrganization();
  const event = useEvent();
  const query = useAnnouncement(id);
  const title = (query.data && titleOf(query.data)) || t("one");
  const back = { to: eventPath(slug, event.id, "announcements"), label: t("title") };
  return (
    <Page
      title={title}
      tags={query.data !== undefined && <StateTag announcement={query.data} />}
      help="announcements"
      back={back}
      narrow
    >
      <Loaded query={query} rows={8}>
        {(announcement) =>
          announcement.state === "draft" ? (
            <Draft key={announcement.id} announcement={announcement} list={back.to} />
          ) : (
            <div className="stack">
              <Report announcement={announcement} />
              <MailPreview announcement={announcement} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function Draft({ announcement, list }: { readonly announcement: Announcement; readonly list: string }): ReactNode {
  const t = useAnnouncementTexts();
  const go = useNavigate();
  const notify = useNotify();
  const { may } = useOrganization();
  const [isRemoved, setRemoved] = useState(false);
  const remove = useDeleteAnnouncement();
  const title = titleOf(announcement);
  if (!may("announcements.send")) return <MailPreview announcement={announcement} />;
  return (
    <div className="stack">
      <AnnouncementEditor announcement={announcement} onSaved={() => notify(t("saved"))} />
      <MailPreview announcement={announcement} />
      <SendSection announcement={announcement} />
      <div className="row">
        <Button kind="danger" onPress={() => setRemoved(true)}>
          {t("delete")}
        </Button>
      </div>
      {isRemoved && (
        <RemoveDialog
          title={t("delete.title", { name: title })}
          text={t("delete.text")}
          what={announcement}
          remove={remove}
          onDone={t("delete.done")}
          onClose={() => setRemoved(false)}
          onRemoved={() => void go(list, { replace: true })}
        />
      )}
    </div>
  );
}
