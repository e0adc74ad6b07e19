// Events in the palette, by part of their title or address.
import { answerOf } from "../../../api/client";
import { formatWhen } from "../../../lib/when";
import { eventPath } from "../shell/places";
import type { Search } from "../shell/search";

const FEW = 6;

export const eventSearch: Search = {
  title: "menu.events",
  icon: "calendar",
  permission: "events.read",
  find: async (api, here, text, locale) => {
    const { items } = await answerOf(
      api.GET("/api/v1/organizations/{organization_id}/events", {
        params: { path: { organization_id: here.id }, query: { q: text, limit: FEW } },
      }),
    );
    return items.map((event) => ({
      to: eventPath(here.slug, event.id),
      title: event.title,
      ...(event.starts_at === null
        ? {}
        : { detail: formatWhen(event.starts_at, null, { timeZone: event.time_zone, locale }) }),
    }));
  },
};
