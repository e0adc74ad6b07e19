// The widget of the organization's challenge service, before a request that is asked for it.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { tryWidget } from "../../lib/challenge-widget";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import type { ChallengeConfig, Waiting } from "./challenge";
import { useCheckoutTexts } from "./purchase";

type Stage = "loading" | "shown" | "refused" | "unloaded";

export interface ChallengeDialogProps {
  readonly challenge: ChallengeConfig;
  /** Where tokens are judged. */
  readonly answers: string;
  readonly waiting: Waiting;
  readonly attempt?: typeof tryWidget;
}

export default function ChallengeDialog({
  challenge,
  answers,
  waiting,
  attempt = tryWidget,
}: ChallengeDialogProps): ReactNode {
  const t = useCheckoutTexts();
  const place = useRef<HTMLDivElement>(null);
  const [stage, setStage] = useState<Stage>("loading");
  const [tries, setTries] = useState(1);

  useEffect(() => {
    let isOver = false;
    const inner = document.createElement("div");
    place.current?.append(inner);
    const onShown = (): void => {
      if (!isOver) setStage("shown");
    };
    setStage("loading");
    attempt(inner, challenge, waiting.asked, answers, { onShown }).then(
      (ended) => {
        if (isOver) return;
        if (ended.kind === "answer") waiting.answer(ended.answer);
        else setStage(ended.kind);
      },
      () => {
        if (!isOver) waiting.answer(null);
      },
    );
    return () => {
      isOver = true;
      inner.remove();
    };
  }, [challenge, waiting, answers, attempt, tries]);

  const isOver = stage === "refused" || stage === "unloaded";
  return (
    <Dialog
      open
      title={t("challenge.title")}
      onClose={() => waiting.answer(null)}
      {...(isOver
        ? { actions: <Button onPress={() => setTries((before) => before + 1)}>{t("challenge.again")}</Button> }
        : {})}
    >
      <div className="stack">
        <p>{t("challenge.text", { service: challenge.title })}</p>
        {stage === "loading" && <Skeleton rows={2} label={t("challenge.loading")} />}
        {isOver && (
          <Notice key={tries} kind="bad" announce>
            {t(stage === "refused" ? "challenge.refused" : "challenge.unloaded", { service: challenge.title })}
          </Notice>
        )}
        <div className="challenge-place" ref={place} />
      </div>
    </Dialog>
  );
}
