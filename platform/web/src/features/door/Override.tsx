// Lets in against the rule that refused: what for stays on record.
import type { ReactNode } from "react";
import { ReasonForm } from "./ReasonForm";
import { Sheet } from "./Sheet";
import { useDoorTexts } from "./texts";
import type { ShownVerdict } from "./types";
import { useVerdictWords } from "./verdict-words";

interface OverrideProps {
  readonly verdict: ShownVerdict;
  readonly timeZone: string;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}

export function Override({ verdict, timeZone, onReason, onClose }: OverrideProps): ReactNode {
  const t = useDoorTexts();
  const words = useVerdictWords(timeZone)(verdict);
  return (
    <Sheet title={t("override.title")} onClose={onClose}>
      <p>
        {verdict.name !== "" && (
          <>
            <bdi className="door-person__name">{verdict.name}</bdi>
            <br />
          </>
        )}
        {[words.title, words.detail].filter((each) => each !== "").join(" · ")}
      </p>
      <ReasonForm id="door-reason" button={t("override.button")} isFirst onReason={onReason} />
    </Sheet>
  );
}
