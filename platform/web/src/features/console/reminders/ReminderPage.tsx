// One reminder: changed, previewed and tested until it is sent; then it leads to its report.
import { useState, type ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { Button } from "../../../ui/Button";
import { titleOf } from "../announcements/announcement-form";
import { MailSection } from "../announcements/MailPreview";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { useDeleteReminder, useReminder, useReminderMail, type Reminder } from "./queries";
import { ReminderEditor } from "./ReminderEditor";
import { StateTag, useMomentWords } from "./StateTag";
import { useReminderTexts } from "./texts";

export default function ReminderPage(): ReactNode {
  const t = useReminderTexts();
  const { reminder: id = "" } = useParams();
  const { slug } = useOrganization();
  const event = useEvent();
  const query = useReminder(id);
  const back = { to: eventPath(slug, event.id, "reminders"), label: t("title") };
  return (
    <Page
      title={(query.data && titleOf(query.data)) || t("one")}
      tags={query.data !== undefined && <StateTag reminder={query.data} />}
      help="reminders"
      back={back}
      narrow
    >
      <Loaded query={query} rows={8}>
        {(reminder) => <One key={reminder.id} reminder={reminder} list={back.to} />}
      </Loaded>
    </Page>
  );
}

function One({ reminder, list }: { readonly reminder: Reminder; readonly list: string }): ReactNode {
  const t = useReminderTexts();
  const notify = useNotify();
  const { may } = useOrganization();
  const mail = useReminderMail(reminder.id);
  const isEditable = may("announcements.send") && reminder.state !== "sent";
  return (
    <div className="stack">
      {(reminder.state !== "waiting" || !isEditable) && <Outcome reminder={reminder} />}
      {isEditable && <ReminderEditor reminder={reminder} onSaved={() => notify(t("saved"))} />}
      <MailSection
        id="reminder-language"
        languages={reminder.texts.map(({ language }) => language)}
        channels={reminder.channels}
        mail={mail}
      />
      {may("announcements.send") && <Remove reminder={reminder} list={list} />}
    </div>
  );
}

function Outcome({ reminder }: { readonly reminder: Reminder }): ReactNode {
  const t = useReminderTexts();
  const timeOf = useEventTime();
  const words = useMomentWords();
  const { slug } = useOrganization();
  const { id: eventId } = useEvent();
  const { state, due_at: dueAt, settled_at: settledAt, skip_reason: reason, announcement_id: sentBy } = reminder;
  return (
    <Section title={t("outcome.title")} boxed>
      <div className="stack">
        <p>{words(reminder)}</p>
        {state === "waiting" && dueAt !== null && <p>{t("moment.due", { moment: timeOf(dueAt) })}</p>}
        {state === "sent" && settledAt !== null && <p>{t("when.sent", { moment: timeOf(settledAt) })}</p>}
        {state === "skipped" && reason !== null && <p>{t(`skipped.${reason}`)}</p>}
        {sentBy !== null && (
          <p>
            <Link to={eventPath(slug, eventId, `announcements/${sentBy}`)}>{t("report")}</Link>
          </p>
        )}
      </div>
    </Section>
  );
}

function Remove({ reminder, list }: { readonly reminder: Reminder; readonly list: string }): ReactNode {
  const t = useReminderTexts();
  const go = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteReminder();
  return (
    <>
      <div className="row">
        <Button kind="danger" onPress={() => setAsking(true)}>
          {t("delete")}
        </Button>
      </div>
      {isAsking && (
        <RemoveDialog
          title={t("delete.title", { name: titleOf(reminder) })}
          text={t("delete.text")}
          what={reminder}
          remove={remove}
          onDone={t("delete.done")}
          onClose={() => setAsking(false)}
          onRemoved={() => void go(list, { replace: true })}
        />
      )}
    </>
  );
}
