// How an event's waiting room works and stands, and how it is changed.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type Room = Schemas["WaitingRoom"];
export type RoomBody = Schemas["WaitingRoomFields"];
export type Figures = Schemas["WaitingRoomFigures"];

const ROOM = `${EVENT}/waiting-room` as const;
const FIGURES = `${EVENT}/waiting-room-figures` as const;
const AGAIN = 3000;

export function useRoom(): UseQueryResult<Room> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "waiting-room"],
    queryFn: () => answerOf(api.GET(ROOM, { params: { path } })),
    refetchInterval: ({ state }) => (state.data !== undefined && changesItself(state.data) ? AGAIN : false),
  });
}

/** Whether it opens, or switches itself on or off, without anybody doing it here. */
const changesItself = (room: Room): boolean =>
  room.automatic_above_per_minute !== null || (room.is_on && room.draw_seed === null);

export function useFetchRoom(): () => Promise<Room> {
  const { api, path } = useEventApi();
  return () => answerOf(api.GET(ROOM, { params: { path } }));
}

/** The numbers of now, asked again every few seconds. */
export function useFigures(): UseQueryResult<Figures> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "waiting-room-figures"],
    queryFn: () => answerOf(api.GET(FIGURES, { params: { path } })),
    refetchInterval: AGAIN,
  });
}

export interface SavedRoom {
  readonly body: RoomBody;
  readonly over: Room;
}

export function useSaveRoom(): UseMutationResult<Room, Error, SavedRoom> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) => answerOf(api.PUT(ROOM, { params: { path }, body, headers: ifMatch(over) })),
    onSuccess: (saved) => {
      client.setQueryData([...key, "waiting-room"], saved);
      void client.invalidateQueries({ queryKey: [...key, "waiting-room-figures"] });
    },
  });
}
