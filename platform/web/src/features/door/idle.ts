// Whoever goes away leaves nothing behind: after a while the screen asks, and then begins anew.
import { useEffect, useState } from "react";

/** `isAsking` once nobody has touched anything for a while; `onGone` when nobody answers that either. */
export function useIdle(
  isOn: boolean,
  idleSeconds: number,
  askedSeconds: number,
  onGone: () => void,
): { readonly isAsking: boolean; readonly stay: () => void } {
  const [isAsking, setAsking] = useState(false);
  const [touches, setTouches] = useState(0);
  useEffect(() => {
    if (!isOn) return setAsking(false);
    const wait = isAsking ? askedSeconds : idleSeconds;
    const timer = setTimeout(() => (isAsking ? onGone() : setAsking(true)), wait * 1000);
    return () => clearTimeout(timer);
  }, [isOn, isAsking, touches, idleSeconds, askedSeconds, onGone]);
  useEffect(() => {
    if (!isOn) return;
    const touch = (): void => setTouches((before) => before + 1);
    addEventListener("pointerdown", touch);
    addEventListener("keydown", touch);
    return () => {
      removeEventListener("pointerdown", touch);
      removeEventListener("keydown", touch);
    };
  }, [isOn]);
  return { isAsking, stay: () => setAsking(false) };
}
