// The verdict as it fills the screen: colour, shape and words, and heard by who cannot see it.
import { useEffect, type ReactNode } from "react";
import { VerdictShape } from "./Glyph";
import { useDoorTexts } from "./texts";
import { toneOf } from "./tones";
import type { ShownVerdict } from "./types";
import { useVerdictWords } from "./verdict-words";

const GOOD_MILLISECONDS = 2500;
const OTHER_MILLISECONDS = 7000;

export interface VerdictScreenProps {
  readonly verdict: ShownVerdict | null;
  readonly timeZone: string | undefined;
  readonly onDone: () => void;
}

/** Goes by itself; whoever is scanned next takes its place at once. */
export function VerdictScreen({ verdict, timeZone, onDone }: VerdictScreenProps): ReactNode {
  const t = useDoorTexts();
  const words = useVerdictWords(timeZone);
  useEffect(() => {
    if (verdict === null) return;
    const timer = setTimeout(onDone, verdict.isAdmitted ? GOOD_MILLISECONDS : OTHER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [verdict, onDone]);
  const said = verdict === null ? null : words(verdict);
  return (
    <>
      <div role="alert" aria-atomic="true">
        {verdict !== null && said !== null && (
          <div key={verdict.scanId} className={`verdict verdict--${toneOf(verdict)}`}>
            <VerdictShape tone={toneOf(verdict)} />
            <p className="verdict__word">{said.title}</p>
            {verdict.name !== "" && (
              <p className="verdict__name">
                <bdi>{verdict.name}</bdi>
              </p>
            )}
            {verdict.ticketType !== "" && (
              <p className="verdict__type">
                <bdi>{verdict.ticketType}</bdi>
              </p>
            )}
            {said.detail !== "" && <p className="verdict__detail">{said.detail}</p>}
            {verdict.isOffline && <p className="verdict__small">{t("verdict.offline")}</p>}
          </div>
        )}
      </div>
      {verdict !== null && (
        <button type="button" className={`verdict-next verdict-next--${toneOf(verdict)}`} onClick={onDone}>
          {t("verdict.next")}
        </button>
      )}
    </>
  );
}
