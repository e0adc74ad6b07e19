// Scanning at a stand: the camera or a typed code, the verdict, and what is noted at once.
import { useState, type FormEvent, type ReactNode } from "react";
import { useCamera } from "../door/camera";
import { Finder } from "../door/Finder";
import { VerdictShape } from "../door/Glyph";
import { Sheet } from "../door/Sheet";
import { playSound, vibrate } from "../door/signals";
import { useMoment } from "../door/texts";
import type { Tone } from "../door/tones";
import { useWedge } from "../door/wedge";
import { MarksForm } from "./MarksForm";
import { Person } from "./Person";
import type { Stand, StandState } from "./stand";
import { useLeadTexts } from "./texts";
import { NO_MARKS, type Marks, type Outcome, type Setup } from "./types";

export interface ScanViewProps {
  readonly stand: Stand;
  readonly state: StandState;
  readonly setup: Setup;
}

export function ScanView({ stand, state, setup }: ScanViewProps): ReactNode {
  const t = useLeadTexts();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [code, setCode] = useState("");
  const present = (text: string): void => {
    if (isBusy || outcome !== null || text.trim() === "") return;
    setBusy(true);
    setFailed(false);
    void stand
      .scan(text.trim())
      .then(
        (found) => {
          const tone = toneOf(found);
          playSound(tone);
          vibrate(tone);
          setOutcome(found);
          setCode("");
        },
        () => setFailed(true),
      )
      .finally(() => setBusy(false));
  };
  const camera = useCamera("environment", present);
  useWedge(present);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    present(code);
  };
  return (
    <>
      <div className="stand__scan" inert={outcome !== null}>
        <Finder camera={camera} isSmall={false} words={{ denied: t("camera.denied"), missing: t("camera.missing") }} />
        <form className="stand__typed" onSubmit={submit}>
          <div className="door-field">
            <label htmlFor="stand-code">{t("code")}</label>
            <input
              id="stand-code"
              value={code}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              dir="ltr"
              onChange={(event) => setCode(event.target.value)}
            />
          </div>
          <button type="submit" className="door-button" aria-disabled={isBusy}>
            {t(isBusy ? "adding" : "add")}
          </button>
        </form>
        {hasFailed && (
          <p className="door-error" role="alert">
            {t("failed")}
          </p>
        )}
        <Refusals stand={stand} state={state} setup={setup} />
      </div>
      {outcome !== null && (
        <OutcomeSheet stand={stand} setup={setup} outcome={outcome} onDone={() => setOutcome(null)} />
      )}
    </>
  );
}

interface OutcomeProps {
  readonly stand: Stand;
  readonly setup: Setup;
  readonly outcome: Outcome;
  readonly onDone: () => void;
}

function OutcomeSheet({ stand, setup, outcome, onDone }: OutcomeProps): ReactNode {
  const t = useLeadTexts();
  const tone = toneOf(outcome);
  if (outcome.kind === "queued") {
    const save = async (marks: Marks): Promise<void> => {
      await stand.markQueued(outcome.scanId, marks);
      onDone();
    };
    return (
      <Sheet title={t("queued")} onClose={onDone}>
        <div className="outcome">
          <VerdictShape tone={tone} />
          <p>{t("queuedText")}</p>
        </div>
        <MarksForm tags={setup.tags} marks={NO_MARKS} submit={t("saveNext")} onSave={save} />
      </Sheet>
    );
  }
  const { verdict, reason, lead } = outcome.verdict;
  if (lead === null)
    return (
      <Sheet title={t(`reason.${reason === "" ? "no_ticket" : reason}`)} onClose={onDone}>
        <div className="outcome">
          <VerdictShape tone={tone} />
          <p>{t(`help.${reason === "" ? "no_ticket" : reason}`)}</p>
        </div>
        <button type="button" className="door-button" data-first onClick={onDone}>
          {t("next")}
        </button>
      </Sheet>
    );
  const save = async (marks: Marks): Promise<void> => {
    await stand.mark(lead, marks);
    onDone();
  };
  return (
    <Sheet title={t(verdict === "already" ? "already" : "collected")} onClose={onDone}>
      <div className="outcome">
        <VerdictShape tone={tone} />
        <Person lead={lead} timeZone={setup.time_zone} isScanner={verdict === "already"} />
      </div>
      <MarksForm tags={setup.tags} marks={lead} submit={t("saveNext")} onSave={save} />
    </Sheet>
  );
}

/** Scans that waited for a connection and gave no lead: said honestly, until somebody has read it. */
function Refusals({ stand, state, setup }: ScanViewProps): ReactNode {
  const t = useLeadTexts();
  const moment = useMoment(setup.time_zone);
  const { refused } = state;
  if (refused.length === 0) return null;
  return (
    <section className="stand__refused" aria-labelledby="stand-refused">
      <h2 id="stand-refused">{t("refused", { count: refused.length, shown: refused.length })}</h2>
      <p className="door-soft">{t("refusedText")}</p>
      <ul>
        {refused.map((each) => (
          <li key={each.scanId}>
            <strong>{moment(each.scannedAt)}</strong> · {t(`reason.${each.reason === "" ? "no_ticket" : each.reason}`)}
            {each.note !== "" && (
              <>
                {" · "}
                <bdi>{each.note}</bdi>
              </>
            )}
          </li>
        ))}
      </ul>
      <button type="button" className="door-button door-button--quiet" onClick={() => void stand.dismissRefused()}>
        {t("understood")}
      </button>
    </section>
  );
}

function toneOf(outcome: Outcome): Tone {
  if (outcome.kind === "queued") return "care";
  const { verdict, reason } = outcome.verdict;
  if (verdict === "collected") return "good";
  return verdict === "already" || reason === "no_consent" ? "care" : "stop";
}
