// A badge on its way to the print station: asked each second how far it is, and whether its printer needs somebody.
import { useEffect, useState } from "react";
import type { PrintProgress, SentBadge } from "./client";

const ASK_AGAIN_MILLISECONDS = 1_000;
const PRINTERS_AT_WORK: readonly string[] = ["ready", "printing"];

/** `trouble`: it waits, and the team has to look after the printer; `desk`: it did not come out here. */
export type Progress = "waiting" | "trouble" | "printed" | "desk";

export function progressOf({ state, printer }: PrintProgress): Progress {
  if (state === "printed") return "printed";
  if (state === "failed" || state === "cancelled") return "desk";
  return PRINTERS_AT_WORK.includes(printer) ? "waiting" : "trouble";
}

/** How far a badge is; null while none was sent. What cannot be asked stays as it was. */
export function useProgress(
  badge: SentBadge | null,
  ask: (badge: SentBadge) => Promise<PrintProgress>,
): { readonly progress: Progress; readonly station: string; readonly printer: string } | null {
  const [known, setKnown] = useState<PrintProgress | null>(null);
  const ended = known !== null && progressOf(known) !== "waiting" && progressOf(known) !== "trouble";
  useEffect(() => {
    if (badge === null || ended) return;
    let isOver = false;
    const look = (): void => {
      ask(badge).then(
        (found) => {
          if (!isOver) setKnown(found);
        },
        () => undefined,
      );
    };
    look();
    const timer = setInterval(look, ASK_AGAIN_MILLISECONDS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [badge, ended, ask]);
  if (badge === null) return null;
  return known === null
    ? { progress: "waiting", station: "", printer: "" }
    : { progress: progressOf(known), station: known.station, printer: known.printer };
}
