// Rights that were taken away while a view is open: the menu and the views follow, what was typed stays.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Refused } from "../../../lib/api";
import { MY_ORGANIZATIONS } from "./organizations";

const REFUSALS = [403, 404];
const REST_MILLISECONDS = 5_000;

/**
 * Asks anew what the person may do where: at once when something could not be shown, with the next view when
 * something could not be saved, and when they come back to the window.
 */
export function useRightsAsTheyAre(pathname: string): void {
  const queries = useQueryClient();
  const refused = useRef(false);
  useEffect(() => {
    let askedAt = -REST_MILLISECONDS;
    const ask = (): void => {
      if (performance.now() - askedAt < REST_MILLISECONDS) return;
      askedAt = performance.now();
      askAnew(queries);
    };
    const ofQueries = queries.getQueryCache().subscribe((event) => {
      if (event.type === "updated" && event.action.type === "error" && isRefusal(event.action.error)) ask();
    });
    const ofMutations = queries.getMutationCache().subscribe((event) => {
      if (event.type === "updated" && event.action.type === "error" && isRefusal(event.action.error))
        refused.current = true;
    });
    window.addEventListener("focus", ask);
    return () => {
      ofQueries();
      ofMutations();
      window.removeEventListener("focus", ask);
    };
  }, [queries]);
  useEffect(() => {
    if (!refused.current) return;
    refused.current = false;
    askAnew(queries);
  }, [queries, pathname]);
}

function askAnew(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: MY_ORGANIZATIONS });
}

function isRefusal(error: unknown): boolean {
  return error instanceof Refused && REFUSALS.includes(error.problem.status ?? 0);
}
