// What whoever holds the device has chosen: nothing secret, so it lies open in the browser's own store.
import type { Direction } from "./types";

export type DoorTheme = "dark" | "light" | "contrast";
export type Facing = "environment" | "user";

export interface DoorSettings {
  readonly sound: boolean;
  readonly vibration: boolean;
  readonly theme: DoorTheme;
  readonly facing: Facing;
  /** The list by which the device checks in; of another event it names none. */
  readonly listId: string;
  /** Of a list by which people go out and come in again. */
  readonly direction: Direction;
}

const KEPT_AS = "turnout-door";

/** Dark is easiest on eyes and battery; who asks the device for contrast gets that. */
export function defaultSettings(): DoorSettings {
  const wantsContrast = matchMedia("(prefers-contrast: more)").matches;
  return {
    sound: true,
    vibration: true,
    theme: wantsContrast ? "contrast" : "dark",
    facing: "environment",
    listId: "",
    direction: "in",
  };
}

export function readSettings(store: Pick<Storage, "getItem"> = localStorage): DoorSettings {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEPT_AS) ?? "{}");
    return { ...defaultSettings(), ...(typeof kept === "object" ? kept : {}) };
  } catch {
    return defaultSettings();
  }
}

export function writeSettings(settings: DoorSettings, store: Pick<Storage, "setItem"> = localStorage): void {
  try {
    store.setItem(KEPT_AS, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing has the settings until the window closes.
  }
}
