// The server's clock beside this device's, and which holds get a countdown.

/** Longer holds (for a bank transfer, or the next part of a plan) have no countdown. */
const SHORT_MILLISECONDS = 3_600_000;

export function needsCountdown(expiresAt: string, now: number): boolean {
  return Date.parse(expiresAt) - now <= SHORT_MILLISECONDS;
}

/**
 * Milliseconds to add to this device's clock to have the server's. `servedAt` is when the server wrote
 * the page, `arrivedAt` when its first byte came here: they are the same moment but for the way.
 */
export function clockSkew(servedAt: string | undefined, arrivedAt: number): number {
  const served = Date.parse(servedAt ?? "");
  return Number.isNaN(served) ? 0 : served - arrivedAt;
}

/** The time at which this page's first byte arrived, by this device's clock as it goes now. */
export function pageArrivedAt(): number {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return Date.now() - performance.now() + (page?.responseStart ?? 0);
}
