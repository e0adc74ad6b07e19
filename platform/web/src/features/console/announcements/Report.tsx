// What became of an announcement: its progress while it is sent, and the steps that are left.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import "./announcements.css";
import { useStep, type Announcement, type Step } from "./queries";
import { useAnnouncementTexts } from "./texts";

const FIGURES = ["sent", "queued", "failed", "unsubscribed", "suppressed"] as const;
const STEPS: Partial<Record<Announcement["state"], readonly ("withdraw" | "pause" | "resume")[]>> = {
  scheduled: ["withdraw"],
  sending: ["pause"],
  paused: ["resume"],
};

export function Report({ announcement }: { readonly announcement: Announcement }): ReactNode {
  const t = useAnnouncementTexts();
  const timeOf = useEventTime();
  const { state, report, send_at: sendAt, started_at: startedAt, finished_at: finishedAt } = announcement;
  const { texts } = report;
  const waiting = report.queued + texts.queued;
  const all = waiting + report.sent + report.failed + texts.sent + texts.failed;
  const isMailed = announcement.channels.includes("email");
  return (
    <Section title={t("report.title")} boxed>
      <div className="stack">
        {state === "scheduled" && sendAt !== null && <p>{t("when.scheduled", { moment: timeOf(sendAt) })}</p>}
        {startedAt !== null && <p>{t("when.started", { moment: timeOf(startedAt) })}</p>}
        {finishedAt !== null && <p>{t("when.finished", { moment: timeOf(finishedAt) })}</p>}
        {startedAt !== null && (
          <>
            {all > 0 && state !== "paused" && (
              <progress
                className="announcement__progress"
                aria-label={t("report.progress")}
                max={all}
                value={all - waiting}
              />
            )}
            {isMailed && <Figures rows={FIGURES.map((name) => [t(`report.${name}`), report[name]])} />}
            {announcement.channels.includes("sms") && (
              <Figures title={t("channel.sms")} rows={TEXT_FIGURES.map((name) => [t(`texts.${name}`), texts[name]])} />
            )}
            {announcement.channels.includes("in_app") && (
              <Figures
                title={t("channel.in_app")}
                rows={IN_APP_FIGURES.map((name) => [t(`inApp.${name}`), report.in_app[name]])}
              />
            )}
            {announcement.channels.includes("chat") && (
              <Figures
                title={t("channel.chat")}
                rows={CHAT_FIGURES.map((name) => [t(`chat.${name}`), report.chat[name]])}
              />
            )}
          </>
        )}
        <Steps announcement={announcement} />
      </div>
    </Section>
  );
}

const TEXT_FIGURES = ["sent", "delivered", "queued", "failed", "opted_out", "segments"] as const;
const IN_APP_FIGURES = ["told", "read"] as const;
const CHAT_FIGURES = ["sent", "queued", "failed", "unknown"] as const;

function Figures({ title, rows }: { readonly title?: string; readonly rows: readonly [string, number][] }): ReactNode {
  return (
    <>
      {title !== undefined && <h3>{title}</h3>}
      <dl className="announcement__figures">
        {rows.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="number">{figure}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Steps({ announcement }: { readonly announcement: Announcement }): ReactNode {
  const t = useAnnouncementTexts();
  const { may } = useOrganization();
  const [isCancelling, setCancelling] = useState(false);
  const step = useStep();
  const cancel = useStep();
  const steps = STEPS[announcement.state] ?? [];
  if (!may("announcements.send") || steps.length === 0) return null;
  return (
    <>
      {step.isError && <Failure error={step.error} />}
      <div className="row">
        {steps.map((kind) => (
          <Button
            key={kind}
            kind="quiet"
            pending={step.isPending}
            onPress={() => step.mutate({ over: announcement, step: { kind } })}
          >
            {t(`step.${kind}`)}
          </Button>
        ))}
        <Button kind="danger" onPress={() => setCancelling(true)}>
          {t("step.cancel")}
        </Button>
      </div>
      {isCancelling && (
        <RemoveDialog
          title={t("cancel.title")}
          text={t("cancel.text")}
          what={{ over: announcement, step: { kind: "cancel" } satisfies Step }}
          remove={cancel}
          confirm={t("step.cancel")}
          onDone={t("cancel.done")}
          onClose={() => setCancelling(false)}
        />
      )}
    </>
  );
}
