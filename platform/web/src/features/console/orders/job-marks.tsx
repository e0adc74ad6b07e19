// A job by its name, its state and how far it is.
import type { ReactNode } from "react";
import type { Job } from "./bulk";
import { useOrderTexts } from "./texts";

const KINDS = {
  "orders.refund": "jobs.refund",
  "orders.cancel": "jobs.cancelOrders",
  "orders.resend": "jobs.resend",
  "orders.tag": "jobs.tag",
  "orders.move": "jobs.move",
  "orders.move-event": "move.eventTitle",
  "applications.approve": "jobs.approve",
  "applications.deny": "jobs.deny",
  "order-reviews.approve": "jobs.approveReviews",
  "order-reviews.refuse": "jobs.refuseReviews",
  "attendees.import": "jobs.import",
  "discounts.make-codes": "jobs.codes",
  "orders.export": "jobs.exportOrders",
  "attendees.export": "jobs.exportAttendees",
  "checkins.export": "jobs.exportCheckins",
  "payments.export": "jobs.exportPayments",
} as const;

export function useJobTitle(): (job: Job) => string {
  const t = useOrderTexts();
  return ({ kind }) => (kind in KINDS ? t(KINDS[kind as keyof typeof KINDS]) : kind);
}

export function JobStateMark({ job }: { readonly job: Job }): ReactNode {
  const t = useOrderTexts();
  if (job.state === "done" && job.failed > 0) return <span className="tag tag--warm">{t("jobs.doneWithFaults")}</span>;
  const look = job.state === "running" ? "tag tag--accent" : job.state === "done" ? "tag tag--good" : "tag";
  return <span className={look}>{t(`jobs.${job.state}`)}</span>;
}

export function JobProgress({ job }: { readonly job: Job }): ReactNode {
  const t = useOrderTexts();
  const titleOf = useJobTitle();
  const over = job.done + job.skipped + job.failed;
  return (
    <span className="job-progress">
      <progress aria-label={titleOf(job)} value={over} max={Math.max(1, job.total)} />
      <span className="number small">{t("jobs.of", { number: over, total: job.total })}</span>
    </span>
  );
}
