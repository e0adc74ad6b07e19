// Whether the browser has a network, and what is asked again when it comes back.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";

function listen(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

export function useOnline(): boolean {
  return useSyncExternalStore(listen, () => navigator.onLine);
}

/** Asks everything on screen again as soon as there is a network. */
export function useRefreshWhenOnline(): void {
  const client = useQueryClient();
  useEffect(() => {
    const refresh = (): void => void client.invalidateQueries();
    window.addEventListener("online", refresh);
    return () => window.removeEventListener("online", refresh);
  }, [client]);
}
