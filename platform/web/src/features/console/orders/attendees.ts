// What the views of attendees ask of the API.
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import type { paths } from "../../../api/schema";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { several } from "../parts/address-filter";
import { ORDER_STATES, SHARED_FILTERS, TICKET_STATES } from "./list-filter";
import type { Count } from "./queries";

export type FoundAttendee = Schemas["Order_searchFoundAttendee"];
export type FoundAttendeePage = Schemas["Order_searchFoundAttendeePage"];
export type Attendee = Schemas["Order_searchAttendeeDetail"];
export type AttendeeFilter = NonNullable<
  paths["/api/v1/organizations/{organization_id}/attendees/count"]["get"]["parameters"]["query"]
>;

export const ATTENDEE_SORTS = ["-placed_at", "placed_at", "name", "-name"] as const;
export type AttendeeSort = (typeof ATTENDEE_SORTS)[number];

export const ATTENDEE_FILTERS: typeof SHARED_FILTERS = {
  ...SHARED_FILTERS,
  state: several(TICKET_STATES),
  order_state: several(ORDER_STATES),
};

const PAGE = 50;

export function useAttendees(
  filter: AttendeeFilter,
  sort: AttendeeSort,
): UseInfiniteQueryResult<InfiniteData<FoundAttendeePage>> {
  const api = useApi();
  const { id } = useOrganization();
  return useInfiniteQuery({
    queryKey: [id, "attendees", "list", filter, sort],
    initialPageParam: "",
    placeholderData: (before) => before,
    getNextPageParam: (page: FoundAttendeePage) => page.next_cursor,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/attendees", {
          signal,
          params: {
            path: { organization_id: id },
            query: { ...filter, sort, limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
          },
        }),
      ),
  });
}

/** Asked once the rows are there: they are what is waited for. */
export function useAttendeeCount(filter: AttendeeFilter, areRowsThere: boolean): UseQueryResult<Count> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "attendees", "count", filter],
    enabled: areRowsThere,
    placeholderData: (before) => before,
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/attendees/count", {
          params: { path: { organization_id: id }, query: filter },
        }),
      ),
  });
}

export function useAttendee(attendeeId: string): UseQueryResult<Attendee> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "attendee", attendeeId],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/attendees/{attendee_id}", {
          params: { path: { organization_id: id, attendee_id: attendeeId } },
        }),
      ),
  });
}
