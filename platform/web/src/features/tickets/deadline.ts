// Counts down to a deadline that the server stated in seconds, so that this device's clock does not matter.
import { formatCountdown } from "../../lib/countdown";

/** `ended` is called once, when the time is up. */
export function startCountdown(element: HTMLElement, ended: () => void): void {
  const until = performance.now() + Number(element.dataset["countdown"]) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    element.textContent = formatCountdown(left);
    if (left > 0) return;
    clearInterval(timer);
    ended();
  };
  const timer = setInterval(tick, 1000);
}
