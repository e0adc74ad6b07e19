// The view that staff hold in their hand: camera, verdict, who is in, and what else can be done.
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { useLocale } from "../../ui/translate";
import { useCamera } from "./camera";
import { Conflicts } from "./Conflicts";
import type { Door, DoorState } from "./door";
import { Finder } from "./Finder";
import { Tool } from "./Glyph";
import { Search } from "./Search";
import { Settings } from "./Settings";
import type { DoorSettings } from "./settings";
import { playSound, vibrate } from "./signals";
import { useDoorTexts, useMoment } from "./texts";
import { toneOf } from "./tones";
import type { Presented, Setup, ShownVerdict } from "./types";
import { useVerdictWords } from "./verdict-words";
import { VerdictScreen } from "./VerdictScreen";
import { useWedge } from "./wedge";

const MOST_LATEST = 12;
/** Every verdict can be read before the next takes its place. */
const READ_MILLISECONDS = 700;

export interface ScanProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly setup: Setup;
  readonly settings: DoorSettings;
  readonly onSettings: (change: Partial<DoorSettings>) => void;
}

export function Scan({ door, state, setup, settings, onSettings }: ScanProps): ReactNode {
  const t = useDoorTexts();
  const [open, setOpen] = useState<"search" | "settings" | "conflicts" | null>(null);
  const { verdict, latest, present, done } = useScanning(door, settings, () => setOpen(null));
  const camera = useCamera(settings.facing, (text) => open === null && present({ kind: "code", text }));
  useWedge((text) => present({ kind: "code", text: text.trim() }));
  useWakeLock();
  const isCovered = open !== null || verdict !== null;
  const close = (): void => setOpen(null);
  return (
    <div className="scan">
      <div className="scan__view" inert={isCovered}>
        <Head door={door} state={state} setup={setup} onList={(listId) => onSettings({ listId })} />
        <Banner state={state} onConflicts={() => setOpen("conflicts")} />
        <div className="scan__middle">
          <Finder camera={camera} isSmall={verdict !== null} />
          <Latest latest={latest} timeZone={setup.time_zone} />
        </div>
        <div className="scan__tools" role="group" aria-label={t("tools")}>
          <button type="button" className="door-tool door-tool--main" onClick={() => setOpen("search")}>
            <Tool name="search" />
            {t("search.open")}
          </button>
          {camera.isLit !== null && (
            <button
              type="button"
              className="door-tool"
              aria-pressed={camera.isLit}
              onClick={() => camera.light(camera.isLit === false)}
            >
              <Tool name="light" />
              {t("light")}
            </button>
          )}
          <button
            type="button"
            className="door-tool"
            onClick={() => onSettings({ facing: settings.facing === "user" ? "environment" : "user" })}
          >
            <Tool name="turn" />
            {t("camera.turn")}
          </button>
          <button type="button" className="door-tool" onClick={() => setOpen("settings")}>
            <Tool name="settings" />
            {t("settings.title")}
          </button>
        </div>
      </div>
      {open === "search" && <Search door={door} setup={setup} onChosen={present} onClose={close} />}
      {open === "settings" && (
        <Settings door={door} state={state} settings={settings} onChange={onSettings} onClose={close} />
      )}
      {open === "conflicts" && <Conflicts door={door} state={state} onClose={close} />}
      <VerdictScreen verdict={verdict} timeZone={setup.time_zone} onDone={done} />
    </div>
  );
}

interface Scanning {
  readonly verdict: ShownVerdict | null;
  readonly latest: readonly ShownVerdict[];
  readonly present: (presented: Presented) => void;
  readonly done: () => void;
}

/** One scan after another, each with its verdict; what comes meanwhile waits, the latest of it. */
function useScanning(door: Door, settings: DoorSettings, onVerdict: () => void): Scanning {
  const [verdict, setVerdict] = useState<ShownVerdict | null>(null);
  const [latest, setLatest] = useState<readonly ShownVerdict[]>([]);
  const isBusy = useRef(false);
  const waiting = useRef<Presented | null>(null);
  const present = (presented: Presented): void => {
    waiting.current = presented;
    if (!isBusy.current) void work();
  };
  const work = async (): Promise<void> => {
    isBusy.current = true;
    for (let next = waiting.current; next !== null; next = waiting.current) {
      waiting.current = null;
      const shown = await door.scan(next).catch(() => null);
      if (shown === null) continue;
      show(shown);
      await new Promise((resolve) => setTimeout(resolve, READ_MILLISECONDS));
    }
    isBusy.current = false;
  };
  const show = (shown: ShownVerdict): void => {
    onVerdict();
    setVerdict(shown);
    setLatest((before) => [shown, ...before].slice(0, MOST_LATEST));
    if (settings.sound) playSound(toneOf(shown));
    if (settings.vibration) vibrate(toneOf(shown));
  };
  const done = useCallback(() => setVerdict(null), []);
  return { verdict, latest, present, done };
}

interface HeadProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly setup: Setup;
  readonly onList: (id: string) => void;
}

function Head({ door, state, setup, onList }: HeadProps): ReactNode {
  const t = useDoorTexts();
  const number = new Intl.NumberFormat(useLocale());
  const { counts, list } = state;
  const share = counts === null || counts.expected === 0 ? 0 : counts.inside / counts.expected;
  return (
    <header className="scan__head">
      <div className="scan__where">
        <h1>
          <bdi>{setup.event_title}</bdi>
        </h1>
        {setup.lists.length > 1 ? (
          <select
            aria-label={t("list")}
            value={list?.id ?? ""}
            onChange={(event) => {
              door.chooseList(event.target.value);
              onList(event.target.value);
            }}
          >
            {setup.lists.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        ) : (
          <p className="door-soft">
            <bdi>{list?.name}</bdi>
            {setup.device.gate !== "" && (
              <>
                {" · "}
                <bdi>{setup.device.gate}</bdi>
              </>
            )}
          </p>
        )}
      </div>
      {counts !== null && (
        <p className="scan__count">
          <span className="visually-hidden">
            {t("inside", { inside: number.format(counts.inside), expected: number.format(counts.expected) })}
          </span>
          <span aria-hidden="true" dir="ltr">
            <b>{number.format(counts.inside)}</b> / {number.format(counts.expected)}
          </span>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <path className="scan__bar" d="M0 2h100" />
            {share > 0 && <path className="scan__bar scan__bar--in" d={`M0 2h${Math.round(share * 100)}`} />}
          </svg>
        </p>
      )}
    </header>
  );
}

/** Always there, so that a screen reader hears what comes into it. */
function Banner({ state, onConflicts }: { readonly state: DoorState; readonly onConflicts: () => void }): ReactNode {
  const t = useDoorTexts();
  const { isOnline, queue, conflicts, listAt } = state;
  const said = [
    ...(isOnline ? [] : [t("banner.offline")]),
    ...(queue === 0 ? [] : [t("banner.queue", { count: queue, shown: queue })]),
    ...(!isOnline && listAt === null ? [t("banner.noList")] : []),
  ];
  return (
    <>
      <div role="status">
        {said.length > 0 && (
          <p className={isOnline ? "scan__banner" : "scan__banner scan__banner--offline"}>
            <Tool name="offline" />
            {said.join(" · ")}
          </p>
        )}
      </div>
      {conflicts.length > 0 && (
        <button type="button" className="scan__banner scan__banner--conflicts" onClick={onConflicts}>
          {t("conflicts.title", { count: conflicts.length, shown: conflicts.length })}
        </button>
      )}
    </>
  );
}

function Latest({
  latest,
  timeZone,
}: {
  readonly latest: readonly ShownVerdict[];
  readonly timeZone: string;
}): ReactNode {
  const t = useDoorTexts();
  const words = useVerdictWords(timeZone);
  const moment = useMoment(timeZone);
  return (
    <section className="latest" aria-label={t("latest")}>
      {latest.length === 0 ? (
        <p className="door-soft">{t("latest.none")}</p>
      ) : (
        <ol>
          {latest.map((each) => (
            <li key={each.scanId} className={`latest__one latest__one--${toneOf(each)}`}>
              <span className="latest__mark" aria-hidden="true" />
              <span className="latest__words">
                <bdi>{each.name === "" ? words(each).title : each.name}</bdi>
                <span className="door-soft">{each.name === "" ? words(each).detail : words(each).title}</span>
              </span>
              <time className="door-soft">{moment(each.at)}</time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Keeps the screen on while the page is looked at; browsers take it away with the page. */
function useWakeLock(): void {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    const ask = (): void => {
      if (document.visibilityState !== "visible") return;
      navigator.wakeLock.request("screen").then(
        (given) => (lock = given),
        () => undefined, // a battery that is low may refuse
      );
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}
