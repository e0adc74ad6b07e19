// Figures as they change: an address from the API, then server-sent events until it lapses.
import { useEffect, useRef, useState } from "react";
import { spread } from "../../../lib/spread";

export interface StreamAddress {
  readonly url: string;
  readonly expires_at: string;
}

/** `waiting` before the first message, `live` while the stream is open, `away` while it is not. */
export type LiveState = "waiting" | "live" | "away";

/** At the latest. */
const RETRY = 20_000;
/** An address is renewed this long before it lapses. */
const AHEAD = 30_000;
const SHORTEST = 5_000;
/** Beyond some weeks a browser's timers run at once. */
const LONGEST = 3_600_000;

/** Hears each whole document of a topic while the page is visible; what was missed comes with the next one. */
export function useLive<T>(
  topic: string,
  open: () => Promise<StreamAddress>,
  hear: (document: T) => void,
  isOn = true,
): LiveState {
  const [state, setState] = useState<LiveState>("waiting");
  const latest = useRef({ open, hear });
  useEffect(() => {
    latest.current = { open, hear };
  });
  useEffect(() => {
    if (!isOn || typeof EventSource === "undefined") return;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const close = (): void => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
    };
    const again = (delay: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void begin(), delay);
    };
    const begin = async (): Promise<void> => {
      close();
      try {
        const address = await latest.current.open();
        if (isOver || document.hidden) return;
        const opened = new EventSource(address.url);
        source = opened;
        opened.addEventListener("open", () => setState("live"));
        opened.addEventListener(topic, (message: MessageEvent<string>) => {
          setState("live");
          latest.current.hear(JSON.parse(message.data) as T);
        });
        opened.addEventListener("error", () => {
          setState("away");
          if (opened.readyState === EventSource.CLOSED) again(spread(RETRY));
        });
        const rest = Date.parse(address.expires_at) - Date.now() - AHEAD;
        again(Math.min(LONGEST, Math.max(SHORTEST, rest)));
      } catch {
        if (isOver) return;
        setState("away");
        again(spread(RETRY));
      }
    };
    const follow = (): void => {
      if (document.hidden) close();
      else if (source === undefined) void begin();
    };
    document.addEventListener("visibilitychange", follow);
    follow();
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", follow);
      close();
    };
  }, [topic, isOn]);
  return state;
}
