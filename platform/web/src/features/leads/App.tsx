// Which view of a stand member's page is shown, and what wakes the engine.
import { useEffect, useState, useSyncExternalStore, type FormEvent, type ReactNode } from "react";
import { Boundary } from "../door/Boundary";
import { wakeSounds } from "../door/signals";
import { LeadList } from "./LeadList";
import { linkIn } from "./link";
import { ScanView } from "./ScanView";
import type { Stand, StandState } from "./stand";
import { useLeadTexts, type LeadKey } from "./texts";
import type { Setup } from "./types";

/** `stand` is null where this browser keeps nothing. */
export function App({ stand }: { readonly stand: Stand | null }): ReactNode {
  return (
    <div className="door">
      <Boundary>{stand === null ? <Unkept /> : <Views stand={stand} />}</Boundary>
    </div>
  );
}

function Views({ stand }: { readonly stand: Stand }): ReactNode {
  const t = useLeadTexts();
  const state = useSyncExternalStore(stand.subscribe, stand.current);
  useConnection(stand);
  if (state.phase === "joining") return <Open stand={stand} />;
  if (state.phase === "ended" || state.phase === "off") return <Ended stand={stand} state={state} />;
  if (state.setup === null)
    return (
      <div className="door-card" role="status">
        <h1>{t("starting")}</h1>
        <p className="door-soft">{t(state.isOnline ? "startingText" : "startingOffline")}</p>
      </div>
    );
  return <Ready stand={stand} state={state} setup={state.setup} />;
}

interface ReadyProps {
  readonly stand: Stand;
  readonly state: StandState;
  readonly setup: Setup;
}

function Ready({ stand, state, setup }: ReadyProps): ReactNode {
  const t = useLeadTexts();
  const [view, setView] = useState<"scan" | "leads">("scan");
  return (
    <div className="stand">
      <header className="stand__head">
        <div className="stand__who">
          <h1>
            <bdi>{setup.sponsor_name}</bdi>
          </h1>
          <p className="door-soft">
            <bdi>{setup.event_title}</bdi> · <bdi>{setup.member_name}</bdi>
          </p>
        </div>
        <nav className="stand__tabs" aria-label={t("views")}>
          {(["scan", "leads"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-current={each === view ? "page" : undefined}
              onClick={() => setView(each)}
            >
              {each === "scan" ? t("scan") : t("leads", { count: setup.leads, shown: setup.leads })}
            </button>
          ))}
        </nav>
      </header>
      <Banner state={state} />
      {view === "scan" ? (
        <ScanView stand={stand} state={state} setup={setup} />
      ) : (
        <LeadList stand={stand} setup={setup} />
      )}
    </div>
  );
}

/** Always there, so that a screen reader hears what comes into it. */
function Banner({ state }: { readonly state: StandState }): ReactNode {
  const t = useLeadTexts();
  const { isOnline, queue } = state;
  const said = [
    ...(isOnline ? [] : [t("offline")]),
    ...(queue === 0 ? [] : [t("queue", { count: queue, shown: queue })]),
  ];
  return (
    <div role="status">
      {said.length > 0 && (
        <p className={isOnline ? "scan__banner" : "scan__banner scan__banner--offline"}>{said.join(" · ")}</p>
      )}
    </div>
  );
}

function Open({ stand }: { readonly stand: Stand }): ReactNode {
  const t = useLeadTexts();
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const link = linkIn(text);
    setWrong(link === null);
    if (link === null) document.getElementById("stand-link")?.focus();
    else void stand.start(link);
  };
  return (
    <form className="door-card" noValidate onSubmit={submit}>
      <h1>{t("open.title")}</h1>
      <p className="door-soft">{t("open.lead")}</p>
      <div className="door-field">
        <label htmlFor="stand-link">{t("open.link")}</label>
        <input
          id="stand-link"
          value={text}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? "stand-link-error" : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        {isWrong && (
          <p id="stand-link-error" className="door-error" role="alert">
            {t("open.wrong")}
          </p>
        )}
      </div>
      <button type="submit" className="door-button">
        {t("open.submit")}
      </button>
    </form>
  );
}

const ENDED: Readonly<Record<string, LeadKey>> = {
  "leads.link-revoked": "ended.revoked",
  "leads.link-over": "ended.over",
  "leads.off": "ended.off",
  "leads.organization-not-open": "ended.closed",
};

function Ended({ stand, state }: { readonly stand: Stand; readonly state: StandState }): ReactNode {
  const t = useLeadTexts();
  return (
    <div className="door-card" role="status">
      <h1>{t(state.phase === "off" ? "off.title" : "ended.title")}</h1>
      <p>{t(ENDED[state.ended] ?? "ended.unknown")}</p>
      {state.phase === "off" ? (
        <button type="button" className="door-button" onClick={() => void stand.sync()}>
          {t("again")}
        </button>
      ) : (
        <button type="button" className="door-button door-button--quiet" onClick={() => void stand.leave()}>
          {t("ended.open")}
        </button>
      )}
    </div>
  );
}

function Unkept(): ReactNode {
  const t = useLeadTexts();
  return (
    <div className="door-card" role="alert">
      <h1>{t("unkept.title")}</h1>
      <p>{t("unkept.text")}</p>
    </div>
  );
}

/** Asks anew as soon as there may be a network again, or somebody looks again. */
function useConnection(stand: Stand): void {
  useEffect(() => {
    const wake = (): void => void stand.sync();
    const look = (): void => {
      if (document.visibilityState === "visible") wake();
    };
    const lose = (): void => stand.noticeOffline();
    addEventListener("online", wake);
    addEventListener("offline", lose);
    addEventListener("pointerdown", wakeSounds);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("online", wake);
      removeEventListener("offline", lose);
      removeEventListener("pointerdown", wakeSounds);
      document.removeEventListener("visibilitychange", look);
    };
  }, [stand]);
}
