// The view that staff hold in their hand: camera, verdict, who is in, and what else can be done.
import { useEffect, useState, type ReactNode } from "react";
import { useLocale } from "../../ui/translate";
import { BadgeSheet } from "./Badge";
import { hasBadge, mayPrint, useBadges } from "./badges";
import { useCamera } from "./camera";
import { Conflicts } from "./Conflicts";
import type { Door } from "./door";
import type { DoorState } from "./door-state";
import { Finder } from "./Finder";
import { Tool } from "./Glyph";
import { Override } from "./Override";
import { Sale } from "./Sale";
import { Search } from "./Search";
import { ListChoice, NextSession, useServerNow } from "./SessionChoice";
import { Settings } from "./Settings";
import type { DoorSettings } from "./settings";
import { OVERRIDABLE } from "../../lib/overridable";
import { useScanning } from "./scanning";
import { letsOut } from "./stays";
import { useDoorTexts, useMoment } from "./texts";
import { toneOf } from "./tones";
import type { Direction, Setup, ShownVerdict } from "./types";
import { useVerdictWords } from "./verdict-words";
import { VerdictScreen } from "./VerdictScreen";
import { useWedge } from "./wedge";

const DIRECTIONS: readonly Direction[] = ["in", "out", "auto"];

export interface ScanProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly setup: Setup;
  readonly settings: DoorSettings;
  readonly onSettings: (change: Partial<DoorSettings>) => void;
}

export function Scan({ door, state, setup, settings, onSettings }: ScanProps): ReactNode {
  const t = useDoorTexts();
  const [open, setOpen] = useState<"search" | "sale" | "settings" | "conflicts" | "override" | null>(null);
  const badges = useBadges(door.badges);
  const printsHere = mayPrint(setup) && state.isOnline;
  const hasDirection = state.list !== null && letsOut(state.list);
  const direction = hasDirection ? settings.direction : "in";
  const { verdict, presented, latest, present, override, done } = useScanning(door, settings, direction, () => {
    setOpen(null);
    badges.close();
  });
  const mayOverride = verdict !== null && setup.device.may_override && OVERRIDABLE.has(verdict.reason);
  const camera = useCamera(
    settings.facing,
    (text) => open === null && badges.wanted === null && present({ kind: "code", text }),
  );
  useWedge((text) => present({ kind: "code", text: text.trim() }));
  useWakeLock();
  const isCovered = open !== null || verdict !== null || badges.wanted !== null;
  const closeBadge = (): void => {
    badges.close();
    done();
  };
  const printShown = async (): Promise<void> => {
    if (verdict === null || presented === null) return;
    badges.print(await door.ticketOf(presented), verdict.name);
  };
  const close = (): void => setOpen(null);
  return (
    <div className="scan">
      <div className="scan__view" inert={isCovered}>
        <Head door={door} state={state} setup={setup} onList={(listId) => onSettings({ listId })}>
          {hasDirection && <Directions chosen={direction} onChange={(chosen) => onSettings({ direction: chosen })} />}
        </Head>
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
          {setup.device.may_sell && (
            <button type="button" className="door-tool" onClick={() => setOpen("sale")}>
              <Tool name="sell" />
              {t("sale.open")}
            </button>
          )}
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
      {open === "search" && (
        <div inert={badges.wanted !== null}>
          <Search
            door={door}
            setup={setup}
            direction={direction}
            isCounted={hasDirection}
            onChosen={present}
            onPrint={printsHere ? ({ ticket_id: id, name }) => badges.print(id, name) : undefined}
            onClose={close}
          />
        </div>
      )}
      {open === "sale" && <Sale door={door} state={state} onClose={close} />}
      {open === "settings" && (
        <Settings door={door} state={state} settings={settings} onChange={onSettings} onClose={close} />
      )}
      {open === "conflicts" && <Conflicts door={door} state={state} onClose={close} />}
      <VerdictScreen
        verdict={verdict}
        timeZone={setup.time_zone}
        isHeld={open === "override" || badges.wanted !== null}
        onDone={done}
        {...(mayOverride ? { onOverride: () => setOpen("override") } : {})}
        {...(printsHere && verdict !== null && hasBadge(verdict) ? { onPrint: () => void printShown() } : {})}
      />
      <BadgeSheet badges={badges} door={door} onClose={closeBadge} />
      {open === "override" && verdict !== null && presented !== null && (
        <Override
          verdict={verdict}
          timeZone={setup.time_zone}
          onReason={(reason) => override(presented, reason)}
          onClose={close}
        />
      )}
    </div>
  );
}

interface HeadProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly setup: Setup;
  readonly onList: (id: string) => void;
  readonly children: ReactNode;
}

interface DirectionsProps {
  readonly chosen: Direction;
  readonly onChange: (chosen: Direction) => void;
}

/** Which way people go at this door, of a list by which they go out and come in again. */
function Directions({ chosen, onChange }: DirectionsProps): ReactNode {
  const t = useDoorTexts();
  return (
    <div className="scan__directions" role="group" aria-label={t("direction")}>
      {DIRECTIONS.map((each) => (
        <button key={each} type="button" aria-pressed={each === chosen} onClick={() => onChange(each)}>
          {t(`direction.${each}`)}
        </button>
      ))}
    </div>
  );
}

/** How many are in, of those who are expected; or are inside now, of the places that there are. */
function useCount({ counts, inside, list }: DoorState): { readonly now: number; readonly most: number | null } | null {
  if (inside !== null) return { now: inside, most: list?.capacity ?? null };
  return counts === null ? null : { now: counts.inside, most: counts.expected };
}

function Head({ door, state, setup, onList, children }: HeadProps): ReactNode {
  const t = useDoorTexts();
  const number = new Intl.NumberFormat(useLocale());
  const { list } = state;
  const now = useServerNow(state.device?.clockOffsetMilliseconds ?? 0);
  const choose = (listId: string): void => {
    door.chooseList(listId);
    onList(listId);
  };
  const choice = { setup, chosen: list?.id ?? "", now, onChoose: choose };
  const count = useCount(state);
  const most = count?.most ?? null;
  const share = count === null || most === null || most === 0 ? 0 : Math.min(1, count.now / most);
  const said = {
    inside: number.format(count?.now ?? 0),
    expected: number.format(most ?? 0),
  };
  return (
    <header className="scan__head">
      <div className="scan__where">
        <h1>
          <bdi>{setup.event_title}</bdi>
        </h1>
        {setup.lists.length > 1 ? (
          <ListChoice {...choice} />
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
      {count !== null && (
        <p className="scan__count">
          <span className="visually-hidden">
            {t(state.inside === null ? "inside" : most === null ? "inside.now" : "inside.of", said)}
          </span>
          <span aria-hidden="true" dir="ltr">
            <b>{said.inside}</b>
            {most !== null && ` / ${said.expected}`}
          </span>
          {state.inside !== null && (
            <span className="scan__now" aria-hidden="true">
              {t("inside.short")}
            </span>
          )}
          {most !== null && (
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <path className="scan__bar" d="M0 2h100" />
              {share > 0 && <path className="scan__bar scan__bar--in" d={`M0 2h${Math.round(share * 100)}`} />}
            </svg>
          )}
        </p>
      )}
      {children}
      <NextSession {...choice} />
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
