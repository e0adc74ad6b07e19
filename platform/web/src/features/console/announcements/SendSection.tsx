// A draft is sent now or at a moment of the event's clock, once its count has been seen.
import { useState, type ReactNode } from "react";
import { instantIn } from "../../../lib/zoned";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { Section } from "../parts/Section";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { formOf, segmentOf } from "./announcement-form";
import { AudienceCount } from "./AudienceCount";
import { useStep, type Announcement } from "./queries";
import { useAnnouncementTexts } from "./texts";

const WHEN = ["now", "later"] as const;

export function SendSection({ announcement }: { readonly announcement: Announcement }): ReactNode {
  const t = useAnnouncementTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const { time_zone: zone } = useEvent();
  const [when, setWhen] = useState<(typeof WHEN)[number]>("now");
  const [local, setLocal] = useState("");
  const [isAsking, setAsking] = useState(false);
  const step = useStep();
  const form = formOf(announcement);
  const sendAt = when === "later" ? instantIn(local, zone) : null;
  const isReady = when === "now" || sendAt !== null;
  const send = (): void =>
    step.mutate(
      { over: announcement, step: { kind: "schedule", sendAt } },
      { onSuccess: () => notify(t(when === "now" ? "send.done" : "send.scheduled")) },
    );
  const actions = (
    <>
      <Button kind="quiet" onPress={() => setAsking(false)}>
        {words("cancel")}
      </Button>
      <Button pending={step.isPending} onPress={send}>
        {t(`send.${when}Button`)}
      </Button>
    </>
  );
  return (
    <Section title={t("send.title")} lead={t("send.lead")} boxed>
      <div className="stack">
        <RadioGroup
          id="announcement-when"
          label={t("send.when")}
          value={when}
          options={WHEN.map((value) => ({ value, label: t(`send.${value}`) }))}
          onChange={(value) => setWhen(WHEN.find((each) => each === value) ?? "now")}
        />
        {when === "later" && (
          <Field
            id="announcement-at"
            label={t("send.at")}
            hint={t("send.zone", { zone: zone.replaceAll("_", " ") })}
            type="datetime-local"
            required
            value={local}
            onChange={setLocal}
          />
        )}
        <div className="row">
          <Button isDisabled={!isReady} onPress={() => setAsking(true)}>
            {t(`send.${when}Button`)}
          </Button>
        </div>
      </div>
      <Dialog open={isAsking} alert title={t("send.ask")} onClose={() => setAsking(false)} actions={actions}>
        <AudienceCount segment={segmentOf(form)} channels={form.channels} isImportant={form.important} />
        {announcement.is_important && <p>{t("important.hint")}</p>}
        {step.isError && <Failure error={step.error} />}
      </Dialog>
    </Section>
  );
}
