// What the views of venues ask of the API, and what they change there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { allPages } from "../parts/all-pages";
import { ifMatch } from "../session/connection";
import { useOrganizationApi } from "../shell/organization-api";

export type Venue = Schemas["VenuesVenue"];
export type Room = Schemas["VenuesRoom"];

const VENUES = "/api/v1/organizations/{organization_id}/venues";
const VENUE = "/api/v1/organizations/{organization_id}/venues/{venue_id}";
const ROOMS = "/api/v1/organizations/{organization_id}/venues/{venue_id}/rooms";
const ROOM = "/api/v1/organizations/{organization_id}/venues/{venue_id}/rooms/{room_id}";

function useHere() {
  const { refresh, ...here } = useOrganizationApi();
  /** Lists of venues and rooms, here and in the programme. */
  return { ...here, refresh: () => refresh("venues", "venue") };
}

/** By name; archived ones are left out. */
export function useVenueList(): UseQueryResult<readonly Venue[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "venues", "list"],
    queryFn: () => allPages((query) => answerOf(api.GET(VENUES, { params: { path, query } }))),
  });
}

export function useFetchVenue(): (id: string) => Promise<Venue> {
  const { api, path } = useHere();
  return (venue_id) => answerOf(api.GET(VENUE, { params: { path: { ...path, venue_id } } }));
}

export function useVenue(venueId: string): UseQueryResult<Venue> {
  const { id } = useHere();
  const fetchVenue = useFetchVenue();
  return useQuery({ queryKey: [id, "venue", venueId, "page"], queryFn: () => fetchVenue(venueId) });
}

export interface VenueSaved {
  /** The version that is changed; null makes a venue. */
  readonly over: Venue | null;
  readonly body: Schemas["VenuesVenueChange"];
}

export function useSaveVenue(): UseMutationResult<Venue, Error, VenueSaved> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(VENUES, { params: { path }, body: body as Schemas["VenuesNewVenue"] }))
        : answerOf(
            api.PATCH(VENUE, { params: { path: { ...path, venue_id: over.id } }, body, headers: ifMatch(over) }),
          ),
    onSuccess: refresh,
  });
}

export function useArchiveVenue(): UseMutationResult<unknown, Error, Venue> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: venue_id }) => api.DELETE(VENUE, { params: { path: { ...path, venue_id } } }),
    onSuccess: refresh,
  });
}

/** In their order. */
export function useRoomList(venueId: string): UseQueryResult<readonly Room[]> {
  const { api, id, path } = useHere();
  return useQuery({
    queryKey: [id, "venue", venueId, "rooms"],
    queryFn: async () => (await answerOf(api.GET(ROOMS, { params: { path: { ...path, venue_id: venueId } } }))).items,
  });
}

export interface RoomSaved {
  readonly venueId: string;
  readonly over: Room | null;
  readonly name: string;
  readonly capacity: number | null;
}

export function useSaveRoom(): UseMutationResult<Room, Error, RoomSaved> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ venueId: venue_id, over, ...body }) =>
      over === null
        ? answerOf(api.POST(ROOMS, { params: { path: { ...path, venue_id } }, body }))
        : answerOf(
            api.PATCH(ROOM, {
              params: { path: { ...path, venue_id, room_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: refresh,
  });
}

export function useDeleteRoom(): UseMutationResult<unknown, Error, Room> {
  const { api, path, refresh } = useHere();
  return useMutation({
    mutationFn: ({ id: room_id, venue_id }) => api.DELETE(ROOM, { params: { path: { ...path, venue_id, room_id } } }),
    onSettled: refresh,
  });
}
