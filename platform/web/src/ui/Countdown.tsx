// Countdown of a hold, announced to screen readers at five, two and one minute.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { announcedMinutes, formatCountdown, secondsLeft } from "../lib/countdown";
import { Icon } from "./Icon";
import { classNames } from "./class-names";
import { useWords } from "./language";

export interface CountdownProps {
  /** ISO 8601, by the server's clock. */
  readonly until: string;
  /** Milliseconds to add to this device's clock to get the server's. */
  readonly skew?: number;
  readonly label?: string;
  /** Called once when the time is up. */
  readonly onEnd: () => void;
}

export function Countdown({ until, skew = 0, label, onEnd }: CountdownProps): ReactNode {
  const words = useWords();
  const [left, setLeft] = useState(() => secondsLeft(until, Date.now() + skew));
  const [said, setSaid] = useState("");
  const before = useRef(Infinity);
  const end = useRef(onEnd);
  end.current = onEnd;

  useEffect(() => {
    before.current = Infinity;
    let ended = false;
    const tick = (): void => {
      const now = secondsLeft(until, Date.now() + skew);
      const minutes = announcedMinutes(before.current, now);
      before.current = now;
      setLeft(now);
      if (minutes !== null) setSaid(words("minutesLeft", { count: minutes }));
      if (now > 0 || ended) return;
      ended = true;
      setSaid(words("timeUp"));
      end.current();
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until, skew, words]);

  return (
    <div className={classNames("countdown", left <= 60 && "countdown--soon")}>
      <Icon name="clock" />
      <span>
        <span className="countdown__label">{label ?? words("held")}</span>{" "}
        <span role="timer" className="number countdown__clock">
          {formatCountdown(left)}
        </span>
      </span>
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </div>
  );
}
