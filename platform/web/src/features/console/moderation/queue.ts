// What a queue keeps after something in it was decided.
import { useQueryClient } from "@tanstack/react-query";
import { PLATFORM_KEY } from "../shell/operator";

/** Writes what was answered under the thing's own key, and has its queue asked again. */
export function useKeepDecided(queue: string): (id: string, answered: unknown) => void {
  const queries = useQueryClient();
  return (id, answered) => {
    queries.setQueryData([PLATFORM_KEY, queue, id], answered);
    void queries.invalidateQueries({ queryKey: [PLATFORM_KEY, queue, "list"] });
  };
}
