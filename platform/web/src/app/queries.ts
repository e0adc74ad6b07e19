// Settings of the query client: requests are retried below (lib/api), and nothing waits silently for a network.
import { QueryClient } from "@tanstack/react-query";

const FRESH_MILLISECONDS = 30_000;

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: "always", staleTime: FRESH_MILLISECONDS, refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
