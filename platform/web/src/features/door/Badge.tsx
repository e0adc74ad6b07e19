// A badge on its way to the print station: how far it is, what the printer needs, and once more for a reason.
import { useCallback, useEffect, useState, type ReactNode } from "react";
import type { Badges, DoorBadges } from "./badges";
import type { SentBadge } from "./client";
import { useProgress, type Progress } from "./printing";
import { ReasonForm } from "./ReasonForm";
import { Sheet } from "./Sheet";
import { useDoorTexts, type DoorKey } from "./texts";

/** What a printer may need; a state that a later server says is a problem all the same. */
const PRINTER: Readonly<Record<string, DoorKey>> = {
  ready: "printer.ready",
  printing: "printer.printing",
  paper_out: "printer.paper_out",
  ribbon_out: "printer.ribbon_out",
  head_open: "printer.head_open",
  paused: "printer.paused",
  away: "printer.away",
  silent: "printer.silent",
  not_joined: "printer.not_joined",
};

interface BadgeSheetProps {
  readonly badges: Badges;
  readonly door: { readonly badges: DoorBadges };
  readonly onClose: () => void;
}

export function BadgeSheet({ badges, door, onClose }: BadgeSheetProps): ReactNode {
  const t = useDoorTexts();
  const { wanted, again, ask } = badges;
  const [end, setEnd] = useState<Progress | null>(null);
  if (wanted === null) return null;
  const { step, name } = wanted;
  return (
    <Sheet title={t("badge.title")} onClose={onClose}>
      <div className="door-stack">
        {name !== "" && (
          <p>
            <bdi className="door-person__name">{name}</bdi>
          </p>
        )}
        <div role="status">
          {step.kind === "sending" && <p>{t("badge.sending")}</p>}
          {step.kind === "sent" && (
            <BadgeProgress key={step.badge.jobId} door={door} badge={step.badge} onEnd={setEnd} />
          )}
          {step.kind === "refused" && <p className="door-error">{t(step.key)}</p>}
        </div>
        {step.kind === "asks" && <Again onReason={again} />}
        {step.kind === "refused" && wanted.ticketId !== null && (
          <button type="button" className="door-button door-button--quiet" onClick={() => again("")}>
            {t("badge.again")}
          </button>
        )}
        {step.kind === "sent" && end === "desk" && (
          <button type="button" className="door-button door-button--quiet" onClick={ask}>
            {t("badge.again")}
          </button>
        )}
        <button
          type="button"
          className={step.kind === "asks" ? "door-button door-button--quiet" : "door-button"}
          onClick={onClose}
        >
          {t("verdict.next")}
        </button>
      </div>
    </Sheet>
  );
}

interface BadgeProgressProps {
  readonly door: { readonly badges: DoorBadges };
  readonly badge: SentBadge;
  /** Told how far it is, each time that this changes. */
  readonly onEnd?: (progress: Progress) => void;
}

/** In words, for who stands beside the printer. */
export function BadgeProgress({ door, badge, onEnd }: BadgeProgressProps): ReactNode {
  const t = useDoorTexts();
  const look = useCallback((which: SentBadge) => door.badges.progress(which), [door]);
  const found = useProgress(badge, look);
  const progress = found?.progress ?? "waiting";
  useEffect(() => onEnd?.(progress), [onEnd, progress]);
  if (found === null || found.station === "") return <p>{t("badge.sending")}</p>;
  const state = t(PRINTER[found.printer] ?? "printer.trouble");
  return (
    <p className={progress === "trouble" || progress === "desk" ? "door-error" : undefined}>
      {t(`badge.${progress}`, { name: found.station, state })}
    </p>
  );
}

/** The badges of a sale, one after the other. */
export function SoldBadges({
  door,
  jobs,
}: {
  readonly door: { readonly badges: DoorBadges };
  readonly jobs: readonly string[];
}): ReactNode {
  const t = useDoorTexts();
  const [place, setPlace] = useState(0);
  const last = jobs.length - 1;
  const go = useCallback(
    (progress: Progress): void => {
      if (progress === "printed") setPlace((now) => Math.min(now + 1, last));
    },
    [last],
  );
  const jobId = jobs[place];
  if (jobId === undefined) return null;
  return (
    <div role="status">
      {last > 0 && <p className="door-soft">{t("badge.some", { number: place + 1, all: jobs.length })}</p>}
      <BadgeProgress key={jobId} door={door} badge={{ jobId }} onEnd={go} />
    </div>
  );
}

function Again({ onReason }: { readonly onReason: (reason: string) => void }): ReactNode {
  const t = useDoorTexts();
  return (
    <ReasonForm id="badge-reason" button={t("badge.again")} onReason={onReason}>
      <p>{t("badge.before")}</p>
    </ReasonForm>
  );
}
