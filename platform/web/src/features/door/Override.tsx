// Lets in against the rule that refused: what for stays on record.
import { useState, type FormEvent, type ReactNode } from "react";
import { Sheet } from "./Sheet";
import { useDoorTexts } from "./texts";
import type { ShownVerdict } from "./types";
import { useVerdictWords } from "./verdict-words";

const LONGEST = 200;

interface OverrideProps {
  readonly verdict: ShownVerdict;
  readonly timeZone: string;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}

export function Override({ verdict, timeZone, onReason, onClose }: OverrideProps): ReactNode {
  const t = useDoorTexts();
  const words = useVerdictWords(timeZone)(verdict);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") setMissing(true);
    else onReason(reason.trim());
  };
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
      <form className="door-stack" onSubmit={send} noValidate>
        <div className="door-field">
          <label htmlFor="door-reason">{t("override.reason")}</label>
          <input
            id="door-reason"
            data-first
            value={reason}
            maxLength={LONGEST}
            autoComplete="off"
            required
            aria-invalid={isMissing}
            aria-describedby="door-reason-hint"
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
          />
          <p
            id="door-reason-hint"
            className={isMissing ? "door-error" : "door-soft"}
            role={isMissing ? "alert" : undefined}
          >
            {t(isMissing ? "override.missing" : "override.hint")}
          </p>
        </div>
        <button type="submit" className="door-button">
          {t("override.button")}
        </button>
      </form>
    </Sheet>
  );
}
