// A new reminder, from scratch or from a preset; once saved it opens with its preview.
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath } from "../shell/places";
import { ReminderEditor } from "./ReminderEditor";
import { useReminderTexts } from "./texts";

export default function NewReminder(): ReactNode {
  const t = useReminderTexts();
  const go = useNavigate();
  const { slug } = useOrganization();
  const { id } = useEvent();
  const back = { to: eventPath(slug, id, "reminders"), label: t("title") };
  return (
    <Page title={t("new")} lead={t("new.lead")} help="reminders" back={back} narrow>
      <ReminderEditor
        reminder={null}
        onSaved={(saved) => void go(eventPath(slug, id, `reminders/${saved.id}`), { replace: true })}
      />
    </Page>
  );
}
