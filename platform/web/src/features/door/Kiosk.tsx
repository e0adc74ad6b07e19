// The screen of a kiosk: attendees check themselves in by code or by name, get their badge, and it begins anew.
import "./kiosk.css";
import { useCallback, useContext, useEffect, useState, type CSSProperties, type ReactNode } from "react";
import { LANGUAGES, directionOf, languageOf, pageLanguage, type Language } from "../../lib/language";
import { loadTexts } from "../../lib/texts";
import { printPdf } from "../../lib/print";
import { TextsContext } from "../../ui/translate";
import { useCamera } from "./camera";
import type { SentBadge } from "./client";
import type { Door } from "./door";
import type { DoorState } from "./door-state";
import { Finder } from "./Finder";
import { VerdictShape } from "./Glyph";
import { nameForms, type KioskSetup, type NameForm } from "./kiosk";
import { KioskFind } from "./KioskFind";
import { KioskStaff } from "./KioskStaff";
import type { DoorSettings } from "./settings";
import { useProgress } from "./printing";
import { playSound } from "./signals";
import { useDoorTexts, type DoorKey } from "./texts";
import { toneOf } from "./tones";
import type { Presented, Setup, ShownVerdict } from "./types";
import { useIdle } from "./idle";
import { useWedge } from "./wedge";

const IDLE_SECONDS = 25;
const STILL_SECONDS = 15;
const SHOWN_MILLISECONDS = 8000;
const CATALOGUES = { door: import.meta.glob("./texts/*.json") };
/** What an attendee is told of a refusal; of all others that the staff will help. */
const REFUSALS: Readonly<Record<string, DoorKey>> = {
  already_admitted: "kiosk.already",
  not_yet: "kiosk.notYet",
  over: "kiosk.over",
  full: "kiosk.full",
  session_full: "kiosk.full",
};

type View =
  | { readonly kind: "start" | "find" | "staff" }
  | { readonly kind: "verdict"; readonly verdict: ShownVerdict; readonly ticketId: string | null };

export interface KioskProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly setup: Setup;
  readonly kiosk: KioskSetup;
  readonly settings: DoorSettings;
  readonly onSettings: (change: Partial<DoorSettings>) => void;
}

export default function Kiosk(props: KioskProps): ReactNode {
  const home = languageOf(props.kiosk.language);
  const [language, setLanguage] = useState<Language>(pageLanguage());
  const [texts, setTexts] = useState<Awaited<ReturnType<typeof loadTexts>> | null>(null);
  useEffect(() => setLanguage(home), [home]);
  useEffect(() => {
    let isGone = false;
    loadTexts(language, CATALOGUES).then(
      (found) => {
        if (isGone) return;
        Object.assign(document.documentElement, { lang: language, dir: directionOf(language) });
        setTexts(found);
      },
      () => undefined, // the language stays as it was
    );
    return () => {
      isGone = true;
    };
  }, [language]);
  const before = useContext(TextsContext);
  const goHome = useCallback((): void => setLanguage(home), [home]);
  const { accent, accent_ink: ink } = props.kiosk;
  const colours = { "--kiosk-accent": accent, "--kiosk-ink": ink } as CSSProperties;
  return (
    <TextsContext value={texts ?? before}>
      <div className="kiosk tokens--light" style={colours}>
        <Views {...props} language={language} onLanguage={setLanguage} onHome={goHome} />
      </div>
    </TextsContext>
  );
}

interface ViewsProps extends KioskProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly onHome: () => void;
}

function Views({
  door,
  state,
  setup,
  kiosk,
  settings,
  onSettings,
  language,
  onLanguage,
  onHome,
}: ViewsProps): ReactNode {
  const t = useDoorTexts();
  const [view, setView] = useState<View>({ kind: "start" });
  const [isBusy, setBusy] = useState(false);
  const restart = useCallback((): void => {
    setView({ kind: "start" });
    onHome();
  }, [onHome]);
  const present = async (presented: Presented): Promise<void> => {
    setBusy(true);
    const verdict = await door.scan(presented);
    const ticketId = await door.ticketOf(presented);
    setBusy(false);
    if (verdict === null) return;
    if (settings.sound) playSound(toneOf(verdict));
    setView({ kind: "verdict", verdict, ticketId });
  };
  const read = (text: string): void => {
    if (view.kind === "start" && !isBusy) void present({ kind: "code", text: text.trim() });
  };
  const camera = useCamera("user", read);
  useWedge(read);
  const isWaiting = view.kind === "find" || view.kind === "staff";
  const { isAsking, stay } = useIdle(isWaiting, IDLE_SECONDS, STILL_SECONDS, restart);
  return (
    <>
      <div className="kiosk__view" inert={isAsking}>
        <header className="kiosk__head">
          <Organizer name={kiosk.organization_name} logo={kiosk.logo} />
          <h1>
            <bdi>{setup.event_title}</bdi>
          </h1>
        </header>
        <div className="kiosk__main">
          <div hidden={view.kind !== "start"} className="kiosk__start">
            <div className="kiosk__words">
              <h2>{t("kiosk.welcome")}</h2>
              <p>{t("kiosk.hold")}</p>
            </div>
            <Finder
              camera={camera}
              isSmall={false}
              words={{ on: t("kiosk.hold"), denied: t("kiosk.noCamera"), missing: t("kiosk.noCamera") }}
            />
            <button type="button" className="kiosk__button" onClick={() => setView({ kind: "find" })}>
              {t("kiosk.noCode")}
            </button>
          </div>
          {view.kind === "find" && (
            <KioskFind
              door={door}
              isOnline={state.isOnline}
              onFound={(ticketId, name) => present({ kind: "ticket", ticketId, name })}
              onBack={restart}
            />
          )}
          {view.kind === "staff" && (
            <KioskStaff
              door={door}
              state={state}
              kiosk={kiosk}
              settings={settings}
              onSettings={onSettings}
              onClose={restart}
            />
          )}
          {view.kind === "verdict" && (
            <Outcome
              key={view.verdict.scanId}
              door={door}
              verdict={view.verdict}
              ticketId={kiosk.prints_badges && state.isOnline && !view.verdict.isOffline ? view.ticketId : null}
              hasBadges={kiosk.prints_badges}
              onDone={restart}
            />
          )}
        </div>
        <footer className="kiosk__foot">
          <div role="group" aria-label={t("kiosk.language")} className="kiosk__languages">
            {LANGUAGES.map((each) => (
              <button
                key={each}
                type="button"
                lang={each}
                aria-pressed={each === language}
                onClick={() => onLanguage(each)}
              >
                {new Intl.DisplayNames([each], { type: "language" }).of(each)}
              </button>
            ))}
          </div>
          {view.kind === "start" && (
            <button type="button" className="kiosk__staff" onClick={() => setView({ kind: "staff" })}>
              {t("kiosk.staff")}
            </button>
          )}
        </footer>
      </div>
      {isAsking && (
        <div className="kiosk__still" role="alertdialog" aria-modal="true" aria-labelledby="kiosk-still">
          <h2 id="kiosk-still">{t("kiosk.still.title")}</h2>
          {/* eslint-disable-next-line jsx-a11y/no-autofocus -- the only thing to do before the screen begins anew */}
          <button type="button" className="kiosk__button" autoFocus onClick={stay}>
            {t("kiosk.still.yes")}
          </button>
        </div>
      )}
    </>
  );
}

/** Its logo, which came with the setup and is there without a connection; else its name. */
function Organizer({ name, logo }: { readonly name: string; readonly logo: string | undefined }): ReactNode {
  if (logo !== undefined && logo !== "") return <img className="kiosk__logo" src={logo} alt={name} />;
  return (
    <p className="kiosk__who">
      <bdi>{name}</bdi>
    </p>
  );
}

interface OutcomeProps {
  readonly door: Door;
  readonly verdict: ShownVerdict;
  /** Whose badge can be printed here and now; null: nobody's. */
  readonly ticketId: string | null;
  readonly hasBadges: boolean;
  readonly onDone: () => void;
}

function Outcome({ door, verdict, ticketId, hasBadges, onDone }: OutcomeProps): ReactNode {
  const t = useDoorTexts();
  const [badge, setBadge] = useState<"asked" | "printing" | "printed" | "desk">(ticketId === null ? "desk" : "asked");
  const [sent, setSent] = useState<SentBadge | null>(null);
  const ask = useCallback((which: SentBadge) => door.kiosk.progress(which), [door]);
  const atStation = useProgress(sent, ask);
  const isAsked = verdict.isAdmitted && hasBadges && sent === null && badge !== "desk" && badge !== "printed";
  const { isAsking, stay } = useIdle(isAsked && badge === "asked", IDLE_SECONDS, STILL_SECONDS, onDone);
  useEffect(() => {
    if (isAsked) return;
    const timer = setTimeout(onDone, SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isAsked, onDone]);
  const print = (form: NameForm): void => {
    if (ticketId === null) return;
    setBadge("printing");
    door.kiosk.badge(ticketId, form).then(
      (made) => {
        if ("jobId" in made) return setSent(made);
        printPdf(made);
        setBadge("printed");
      },
      () => setBadge("desk"),
    );
  };
  const said = verdict.isAdmitted
    ? t("kiosk.good", { name: verdict.name })
    : t(REFUSALS[verdict.reason] ?? "kiosk.other");
  return (
    <div className={`kiosk__outcome kiosk__outcome--${toneOf(verdict)}`}>
      <div role="alert" className="kiosk__said">
        <VerdictShape tone={toneOf(verdict)} />
        <h2>{said}</h2>
        {!verdict.isAdmitted && <p>{t("kiosk.askStaff")}</p>}
        {atStation !== null && <p>{t(`kiosk.station.${atStation.progress}`, { name: atStation.station })}</p>}
        {verdict.isAdmitted && hasBadges && badge === "printed" && <p>{t("kiosk.badge.take")}</p>}
        {verdict.isAdmitted && hasBadges && badge === "desk" && <p>{t("kiosk.badge.desk")}</p>}
      </div>
      {isAsked && <NameChoice name={verdict.name} isPending={badge === "printing"} onPrint={print} />}
      <button type="button" className="kiosk__button kiosk__button--quiet" onClick={isAsking ? stay : onDone}>
        {t(isAsking ? "kiosk.still.yes" : isAsked ? "kiosk.badge.none" : "kiosk.next")}
      </button>
    </div>
  );
}

interface NameChoiceProps {
  readonly name: string;
  readonly isPending: boolean;
  readonly onPrint: (form: NameForm) => void;
}

function NameChoice({ name, isPending, onPrint }: NameChoiceProps): ReactNode {
  const t = useDoorTexts();
  const [chosen, setChosen] = useState<NameForm>("full");
  return (
    <form
      className="kiosk__names"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) onPrint(chosen);
      }}
    >
      <fieldset>
        <legend>{t("kiosk.badge.title")}</legend>
        {nameForms(name).map(([form, text]) => (
          <label key={form} className="kiosk__name">
            <input type="radio" name="form" checked={form === chosen} onChange={() => setChosen(form)} />
            <bdi>{text}</bdi>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="kiosk__button" aria-disabled={isPending}>
        {t(isPending ? "kiosk.badge.printing" : "kiosk.badge.print")}
      </button>
    </form>
  );
}
