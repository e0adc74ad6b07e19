// What the view of shifts asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { useRef } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";

export type Gate = Schemas["ShiftsGate"];
export type Shift = Schemas["ShiftsShift"];

const GATES = "/api/v1/organizations/{organization_id}/events/{event_id}/gates";
const SHIFTS = "/api/v1/organizations/{organization_id}/events/{event_id}/shifts";
const ONE = "/api/v1/organizations/{organization_id}/events/{event_id}/shifts/{shift_id}";

function useHere() {
  const { may } = useOrganization();
  const { refresh, ...here } = useEventApi();
  return { ...here, may, refresh: () => refresh("gates", "shifts") };
}

/** The gates of the event by name, for who may see them. */
export function useGates(): UseQueryResult<readonly Gate[]> {
  const { api, may, key, path } = useHere();
  return useQuery({
    queryKey: [...key, "gates"],
    enabled: may("shifts.read"),
    queryFn: async () => (await answerOf(api.GET(GATES, { params: { path } }))).items,
  });
}

export function useShifts(): UseQueryResult<readonly Shift[]> {
  const { api, key, path } = useHere();
  return useQuery({
    queryKey: [...key, "shifts"],
    queryFn: async () => (await answerOf(api.GET(SHIFTS, { params: { path } }))).items,
  });
}

export interface ShiftSaved {
  /** Null plans one. */
  readonly over: Shift | null;
  readonly body: Schemas["ShiftsNewShift"];
  /** Whether anything but its people changed. */
  readonly isChanged: boolean;
  /** The members who are in it from now on; null leaves them. */
  readonly people: readonly string[] | null;
}

/** Saves a shift and who is in it; the answer flags what overlaps. */
export function useSaveShift(): (saved: ShiftSaved) => Promise<Shift> {
  const { api, path, refresh } = useHere();
  /** Planned already, though its people could not be said: the next try plans no second one. */
  const made = useRef<Shift | null>(null);
  return async ({ over, body, isChanged, people }) => {
    try {
      let shift = over ?? made.current;
      if (shift === null) {
        shift = await answerOf(api.POST(SHIFTS, { params: { path }, body }));
        made.current = shift;
      } else if (isChanged) {
        const params = { path: { ...path, shift_id: shift.id } };
        shift = await answerOf(api.PATCH(ONE, { params, body, headers: ifMatch(shift) }));
      }
      if (people === null) return shift;
      const params = { path: { ...path, shift_id: shift.id } };
      return await answerOf(api.PUT(`${ONE}/people`, { params, body: { member_ids: [...people] } }));
    } finally {
      await refresh();
    }
  };
}

/** A shift as it is now. */
export function useCurrentShift(): (shift: Shift) => Promise<Shift> {
  const { api, path } = useHere();
  return async (shift) => {
    const { items } = await answerOf(api.GET(SHIFTS, { params: { path } }));
    return items.find(({ id }) => id === shift.id) ?? shift;
  };
}

export function useDeleteShift(): UseMutationResult<unknown, Error, Shift> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (shift) => api.DELETE(ONE, { params: { path: { ...path, shift_id: shift.id } } }),
    onSettled: refresh,
  });
}

export function useCreateGate(): (name: string) => Promise<Gate> {
  const { api, path, refresh } = useHere();
  return async (name) => {
    const gate = await answerOf(api.POST(GATES, { params: { path }, body: { name } }));
    await refresh();
    return gate;
  };
}

export function useDeleteGate(): UseMutationResult<unknown, Error, Gate> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: (gate) => api.DELETE(`${GATES}/{gate_id}`, { params: { path: { ...path, gate_id: gate.id } } }),
    onSettled: refresh,
  });
}
