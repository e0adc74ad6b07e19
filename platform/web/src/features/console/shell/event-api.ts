// The API at the event of the address: its path, the keys of what it answers, and the event's clock.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { Api } from "../../../api/client";
import { formatDay, formatTime } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { useApi } from "../session/api";
import { eventKey, useEvent, type Event } from "./event";
import { useOrganization } from "./organizations";

export const ORGANIZATION = "/api/v1/organizations/{organization_id}" as const;
export const EVENT = "/api/v1/organizations/{organization_id}/events/{event_id}" as const;

export interface EventApi {
  readonly api: Api;
  readonly client: QueryClient;
  readonly event: Event;
  readonly path: { readonly organization_id: string; readonly event_id: string };
  /** What the keys of the event's things begin with. */
  readonly key: readonly string[];
  /** Asks anew for what was kept under the event's key and one of these names. */
  readonly refresh: (...names: string[]) => Promise<void>;
}

export function useEventApi(): EventApi {
  const api = useApi();
  const client = useQueryClient();
  const event = useEvent();
  const { id } = useOrganization();
  const key = eventKey(id, event.id);
  const refresh = async (...names: string[]): Promise<void> => {
    await Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [...key, name] })));
  };
  return { api, client, event, path: { organization_id: id, event_id: event.id }, key, refresh };
}

/** "Mon 14 Dec, 18:00" on the event's clock. */
export function useEventTime(): (at: string) => string {
  const { time_zone: zone } = useEvent();
  const locale = useLocale();
  return (at) => `${formatDay(at, zone, locale)}, ${formatTime(at, zone, locale)}`;
}
