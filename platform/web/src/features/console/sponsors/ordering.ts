// Moves sponsors and levels to where they are told; each keeps its place by a number.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { useSaveLevel, useSaveSponsor, type Level, type Sponsor } from "./queries";

export interface Move<T> {
  readonly all: readonly T[];
  readonly from: number;
  readonly to: number;
}

/** Those whose place changes, with the new one. */
export function renumbered<T extends { readonly position: number }>({
  all,
  from,
  to,
}: Move<T>): readonly [T, number][] {
  const moved = all[from];
  if (moved === undefined) return [];
  const others = all.filter((each) => each !== moved);
  const order = [...others.slice(0, to), moved, ...others.slice(to)];
  return order.flatMap((each, place): [T, number][] => (each.position === place ? [] : [[each, place]]));
}

export function useMoveLevel(): UseMutationResult<void, Error, Move<Level>> {
  const save = useSaveLevel();
  return useMutation({
    mutationFn: async (move) => {
      for (const [level, position] of renumbered(move)) await save.mutateAsync({ level, body: { position } });
    },
  });
}

export function useMoveSponsor(): UseMutationResult<void, Error, Move<Sponsor>> {
  const save = useSaveSponsor();
  return useMutation({
    mutationFn: async (move) => {
      for (const [over, position] of renumbered(move)) await save.mutateAsync({ over, body: { position } });
    },
  });
}
