// Which view of the scanner is shown, in which theme; and what wakes the engine.
import { lazy, Suspense, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { Boundary } from "./Boundary";
import type { Door } from "./door";
import { Ended } from "./Ended";
import { Join } from "./Join";
import type { Invitation } from "./joining";
import { Scan } from "./Scan";
import { readSettings, writeSettings, type DoorSettings } from "./settings";
import { wakeSounds } from "./signals";
import { useDoorTexts } from "./texts";

/** Fetched by kiosks alone. */
const Kiosk = lazy(() => import("./Kiosk"));

export interface AppProps {
  /** Null: this browser keeps nothing, so it cannot be a scanner. */
  readonly door: Door | null;
  readonly invited: Invitation | null;
}

export function App({ door, invited }: AppProps): ReactNode {
  const [settings, setSettings] = useState<DoorSettings>(() => readSettings());
  const change = (some: Partial<DoorSettings>): void => {
    setSettings((before) => ({ ...before, ...some }));
  };
  useEffect(() => writeSettings(settings), [settings]);
  useSounds();
  const { theme } = settings;
  useEffect(() => {
    // Contrast has colours for the whole page; the others are those of a part of one.
    const { dataset } = document.documentElement;
    if (theme === "contrast") dataset["theme"] = "contrast";
    else if (dataset["theme"] === "contrast") delete dataset["theme"];
  }, [theme]);
  return (
    <div className={theme === "contrast" ? "door" : `door tokens--${theme}`}>
      <Boundary>
        {door === null ? <Unkept /> : <Views door={door} invited={invited} settings={settings} onSettings={change} />}
      </Boundary>
    </div>
  );
}

interface ViewsProps {
  readonly door: Door;
  readonly invited: Invitation | null;
  readonly settings: DoorSettings;
  readonly onSettings: (change: Partial<DoorSettings>) => void;
}

function Views({ door, invited, settings, onSettings }: ViewsProps): ReactNode {
  const t = useDoorTexts();
  const state = useSyncExternalStore(door.subscribe, door.current);
  useConnection(door);
  const setup = state.device?.setup ?? null;
  switch (state.phase) {
    case "joining":
      return <Join door={door} invited={invited} />;
    case "early":
    case "closed":
    case "over":
    case "removed":
      return <Ended door={door} state={state} />;
    case "ready":
    case "starting":
      if (setup?.kiosk != null)
        return (
          <Suspense fallback={<div role="status" aria-label={t("starting.title")} />}>
            <Kiosk
              door={door}
              state={state}
              setup={setup}
              kiosk={setup.kiosk}
              settings={settings}
              onSettings={onSettings}
            />
          </Suspense>
        );
      if (setup !== null)
        return <Scan door={door} state={state} setup={setup} settings={settings} onSettings={onSettings} />;
      return (
        <div className="door-card" role="status">
          <h1>{t("starting.title")}</h1>
          <p className="door-soft">{t(state.isOnline ? "starting.text" : "starting.offline")}</p>
        </div>
      );
  }
}

function Unkept(): ReactNode {
  const t = useDoorTexts();
  return (
    <div className="door-card" role="alert">
      <h1>{t("unkept.title")}</h1>
      <p>{t("unkept.text")}</p>
    </div>
  );
}

/** Asks anew as soon as there may be a network again, or somebody looks again. */
function useConnection(door: Door): void {
  useEffect(() => {
    const wake = (): void => void door.sync();
    const look = (): void => {
      if (document.visibilityState === "visible") wake();
    };
    const lose = (): void => door.noticeOffline();
    addEventListener("online", wake);
    addEventListener("offline", lose);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("online", wake);
      removeEventListener("offline", lose);
      document.removeEventListener("visibilitychange", look);
    };
  }, [door]);
}

function useSounds(): void {
  useEffect(() => {
    addEventListener("pointerdown", wakeSounds);
    addEventListener("keydown", wakeSounds);
    return () => {
      removeEventListener("pointerdown", wakeSounds);
      removeEventListener("keydown", wakeSounds);
    };
  }, []);
}
