// The verdict as it fills the screen: colour, shape and words, and heard by who cannot see it.
import { useEffect, type ReactNode } from "react";
import { VerdictShape } from "./Glyph";
import { useDoorTexts } from "./texts";
import { toneOf } from "./tones";
import type { ShownVerdict } from "./types";
import { useVerdictWords } from "./verdict-words";

const GOOD_MILLISECONDS = 2500;
const OTHER_MILLISECONDS = 7000;
/** Whoever prints the badge has to reach the button; the next scan comes at once all the same. */
const GOOD_WITH_BADGE_MILLISECONDS = 6000;
/** Who may set the rule aside has to think, and perhaps to ask. */
const ASKED_MILLISECONDS = 30_000;

export interface VerdictScreenProps {
  readonly verdict: ShownVerdict | null;
  readonly timeZone: string | undefined;
  /** Something is asked about it: it stays. */
  readonly isHeld: boolean;
  readonly onDone: () => void;
  /** Of a refusal that this device may set aside. */
  readonly onOverride?: () => void;
  /** Of somebody whose badge this device can print. */
  readonly onPrint?: () => void;
}

/** Goes by itself; whoever is scanned next takes its place at once. */
export function VerdictScreen(props: VerdictScreenProps): ReactNode {
  const { verdict, timeZone, isHeld, onDone, onOverride, onPrint } = props;
  const t = useDoorTexts();
  const words = useVerdictWords(timeZone);
  const mayAsk = onOverride !== undefined;
  const mayPrint = onPrint !== undefined;
  useEffect(() => {
    if (verdict === null || isHeld) return;
    const other = mayAsk ? ASKED_MILLISECONDS : OTHER_MILLISECONDS;
    const good = mayPrint ? GOOD_WITH_BADGE_MILLISECONDS : GOOD_MILLISECONDS;
    const timer = setTimeout(onDone, verdict.isAdmitted ? good : other);
    return () => clearTimeout(timer);
  }, [verdict, isHeld, mayAsk, mayPrint, onDone]);
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
            {verdict.overridden !== null && (
              <p className="verdict__small">{t("override.was", { reason: t(`reason.${verdict.overridden}`) })}</p>
            )}
            {verdict.isOffline && <p className="verdict__small">{t("verdict.offline")}</p>}
          </div>
        )}
      </div>
      {verdict !== null && (
        <div className={`verdict-next verdict-next--${toneOf(verdict)}`} inert={isHeld}>
          {onOverride !== undefined && (
            <button type="button" onClick={onOverride}>
              {t("override.button")}
            </button>
          )}
          {onPrint !== undefined && (
            <button type="button" onClick={onPrint}>
              {t("badge.print")}
            </button>
          )}
          <button type="button" onClick={onDone}>
            {t("verdict.next")}
          </button>
        </div>
      )}
    </>
  );
}
