// Whether there is room for a grid: narrower windows have a list.
import { useSyncExternalStore } from "react";

const WIDE = "(min-width: 48rem)";

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => globalThis.matchMedia?.(WIDE).matches ?? true);
}

function subscribe(onChange: () => void): () => void {
  const media = globalThis.matchMedia?.(WIDE);
  media?.addEventListener("change", onChange);
  return () => media?.removeEventListener("change", onChange);
}
