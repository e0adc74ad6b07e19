// What the browser is asked for beside the page: to keep the app and its data, and how full the battery is.

const WORKER = "/door/worker.js";
const SCOPE = "/door";

interface Battery {
  readonly level: number;
}

/** The worker keeps the app for a dead network; the data are kept for good, where the browser agrees. */
export function keepOffline(): void {
  if ("serviceWorker" in navigator && window.isSecureContext)
    void navigator.serviceWorker.register(WORKER, { scope: SCOPE }).catch(() => undefined);
  if ("storage" in navigator) void navigator.storage.persist().catch(() => undefined);
}

/** Null where the browser does not say. */
export async function batteryPercent(): Promise<number | null> {
  const { getBattery } = navigator as Navigator & { readonly getBattery?: () => Promise<Battery> };
  try {
    const battery = await getBattery?.call(navigator);
    return battery === undefined ? null : Math.round(battery.level * 100);
  } catch {
    return null;
  }
}
