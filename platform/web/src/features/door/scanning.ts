// One scan after another, each with its verdict; what comes meanwhile waits for its turn, and none takes another's.
import { useCallback, useRef, useState } from "react";
import type { Passage } from "./client";
import type { Door } from "./door";
import type { DoorSettings } from "./settings";
import { playSound, vibrate } from "./signals";
import { toneOf } from "./tones";
import type { Direction, Presented, ShownVerdict } from "./types";

const MOST_LATEST = 12;
/** Every verdict can be read before the next takes its place. */
const READ_MILLISECONDS = 700;

export interface Scanning {
  readonly verdict: ShownVerdict | null;
  /** What the verdict is of. */
  readonly presented: Presented | null;
  readonly latest: readonly ShownVerdict[];
  readonly present: (presented: Presented) => void;
  /** Lets in against the rule that refused, for a reason. */
  readonly override: (presented: Presented, reason: string) => void;
  readonly done: () => void;
}

interface Waiting {
  readonly presented: Presented;
  readonly passage: Passage;
}

export function useScanning(door: Door, settings: DoorSettings, direction: Direction, onVerdict: () => void): Scanning {
  const [shown, setShown] = useState<{ readonly verdict: ShownVerdict; readonly presented: Presented } | null>(null);
  const [latest, setLatest] = useState<readonly ShownVerdict[]>([]);
  const isBusy = useRef(false);
  const waiting = useRef<Waiting[]>([]);
  const take = (next: Waiting): void => {
    if (!waiting.current.some((each) => isSame(each, next))) waiting.current.push(next);
    if (!isBusy.current) void work();
  };
  const work = async (): Promise<void> => {
    isBusy.current = true;
    for (let next = waiting.current.shift(); next !== undefined; next = waiting.current.shift()) {
      const verdict = await door.scan(next.presented, next.passage);
      if (verdict === null) continue;
      show(verdict, next.presented);
      await new Promise((resolve) => setTimeout(resolve, READ_MILLISECONDS));
    }
    isBusy.current = false;
  };
  const show = (verdict: ShownVerdict, presented: Presented): void => {
    onVerdict();
    setShown({ verdict, presented });
    setLatest((before) => [verdict, ...before].slice(0, MOST_LATEST));
    if (settings.sound) playSound(toneOf(verdict));
    if (settings.vibration) vibrate(toneOf(verdict));
  };
  return {
    verdict: shown?.verdict ?? null,
    presented: shown?.presented ?? null,
    latest,
    present: (presented) => take({ presented, passage: { direction, overrideReason: null } }),
    override: (presented, reason) => take({ presented, passage: { direction: "in", overrideReason: reason } }),
    done: useCallback(() => setShown(null), []),
  };
}

/** A ticket that is read again while it still waits is one scan. */
function isSame(one: Waiting, other: Waiting): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
