// The queue of the print stations: what waits, what came out, what failed and why, and trying again.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Notice } from "../../../ui/Notice";

import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { Section } from "../parts/Section";
import { useEventTime } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useJobWords } from "./job-words";
import { ReasonField } from "./PrintDialog";
import { useCancelJob, useJobs, useRetryJob, type PrintJob, type Station } from "./stations";
import { useBadgeTexts } from "./texts";

const TAGS: Readonly<Record<string, string>> = { printed: "tag tag--good", failed: "tag tag--bad" };

export function StationJobs({ stations }: { readonly stations: readonly Station[] }): ReactNode {
  const t = useBadgeTexts();
  const moment = useEventTime();
  const { may } = useOrganization();
  const notify = useNotify();
  const list = useJobs();
  const cancel = useCancelJob();
  const wordsOf = useJobWords();
  const [retried, setRetried] = useState<PrintJob | null>(null);
  const actionsOf = (job: PrintJob) => {
    const isEnded = job.state === "failed" || job.state === "cancelled";
    if (!may("badges.print") || job.state === "printed") return [];
    return [
      ...(isEnded && job.retried_as === null
        ? [{ id: "retry", label: t("job.retry"), onAction: () => setRetried(job) }]
        : []),
      ...(job.state === "cancelled" || job.retried_as !== null
        ? []
        : [
            {
              id: "cancel",
              label: job.state === "failed" ? t("job.aside") : t("job.cancel"),
              onAction: () => cancel.mutate(job, { onSuccess: () => notify(t("job.cancelled")) }),
            },
          ]),
    ];
  };
  return (
    <Section title={t("jobs")}>
      {cancel.isError && <Failure error={cancel.error} />}
      <PagedRows label={t("jobs")} list={list} empty={<p className="muted">{t("job.none")}</p>}>
        {(job) => (
          <Row
            key={job.id}
            title={job.kind === "test" ? t("job.test") : job.attendee_name}
            tags={<span className={TAGS[job.state] ?? "tag"}>{t(`job.state.${job.state}`)}</span>}
            facts={[
              wordsOf(job),
              job.detail,
              [stations.find(({ id }) => id === job.station_id)?.name ?? "", job.sent_from]
                .filter((each) => each !== "")
                .join(" · "),
            ]}
            end={moment(job.created_at)}
            actions={actionsOf(job)}
          />
        )}
      </PagedRows>
      {retried !== null && <RetryDialog job={retried} stations={stations} onClose={() => setRetried(null)} />}
    </Section>
  );
}

interface RetryDialogProps {
  readonly job: PrintJob;
  readonly stations: readonly Station[];
  readonly onClose: () => void;
}

function RetryDialog({ job, stations, onClose }: RetryDialogProps): ReactNode {
  const t = useBadgeTexts();
  const notify = useNotify();
  const retry = useRetryJob();
  const [station, setStation] = useState(job.station_id);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isMissing = job.may_be_printed && job.kind !== "test" && reason.trim() === "";
  const send = (): void => {
    setTried(true);
    if (isMissing) return;
    retry.mutate(
      { job, station, reason: reason.trim() },
      {
        onSuccess: () => {
          notify(t("job.sent"));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      title={t("job.retryTitle", { name: job.kind === "test" ? t("job.test") : job.attendee_name })}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" form="job-retry" pending={retry.isPending}>
            {t("job.retry")}
          </Button>
        </>
      }
    >
      <form
        id="job-retry"
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        {retry.isError && <Failure error={retry.error} />}
        {job.may_be_printed && <Notice>{t("job.look")}</Notice>}
        <NativeSelect
          id="job-station"
          label={t("job.where")}
          required
          value={station}
          options={stations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setStation}
        />
        {job.may_be_printed && job.kind !== "test" && (
          <ReasonField value={reason} onChange={setReason} isMissing={isTried && isMissing} />
        )}
      </form>
    </Dialog>
  );
}
