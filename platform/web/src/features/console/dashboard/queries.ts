// What the views of figures ask of the API, kept up by what the streams bring.
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";
import { useLive, type LiveState } from "./live";

export type Dashboard = Schemas["EventDashboard"];
export type Figures = Schemas["DashboardFigures"];
export type Whole = Schemas["OrganizationDashboard"];
export type Day = Schemas["DashboardDay"];
export type Revenue = Schemas["DashboardRevenue"];

const TOPIC = "dashboard";
const FORMER_EVENTS = 50;

export function useEventDashboard(eventId: string): UseQueryResult<Dashboard> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "event", eventId, "dashboard"],
    enabled: eventId !== "",
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/dashboard", {
          params: { path: { organization_id: id, event_id: eventId } },
        }),
      ),
  });
}

/** Keeps the figures of an event up while the view is open. */
export function useLiveFigures(eventId: string): LiveState {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const params = { path: { organization_id: id, event_id: eventId } };
  return useLive<Figures>(
    TOPIC,
    () => answerOf(api.POST("/api/v1/organizations/{organization_id}/events/{event_id}/dashboard/stream", { params })),
    (figures) =>
      client.setQueryData<Dashboard>([id, "event", eventId, "dashboard"], (before) =>
        before === undefined ? before : { ...before, figures, days: withToday(before.days, figures.today) },
      ),
  );
}

export function useOrganizationDashboard(): UseQueryResult<Whole> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "dashboard"],
    queryFn: () =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/dashboard", { params: { path: { organization_id: id } } }),
      ),
  });
}

export function useLiveWhole(): LiveState {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  return useLive<Whole>(
    TOPIC,
    () =>
      answerOf(
        api.POST("/api/v1/organizations/{organization_id}/dashboard/stream", {
          params: { path: { organization_id: id } },
        }),
      ),
    (whole) => client.setQueryData([id, "dashboard"], whole),
  );
}

/** Events that are over: what the one at hand may be compared with. */
export function useFormerEvents(): UseQueryResult<readonly { readonly id: string; readonly title: string }[]> {
  const api = useApi();
  const { id } = useOrganization();
  return useQuery({
    queryKey: [id, "events", "former"],
    queryFn: async () =>
      (
        await answerOf(
          api.GET("/api/v1/organizations/{organization_id}/events", {
            params: { path: { organization_id: id }, query: { state: ["ended"], limit: FORMER_EVENTS } },
          }),
        )
      ).items,
  });
}

/** The days with today's as the stream says; a day without orders is none. */
export function withToday(days: readonly Day[], today: Day): Day[] {
  const before = days.filter(({ day }) => day !== today.day);
  return today.placed === 0 ? [...before] : [...before, today];
}
