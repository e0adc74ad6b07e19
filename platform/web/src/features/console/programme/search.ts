// Sessions and speakers of all events in the palette, by parts of their titles and names.
import { answerOf } from "../../../api/client";
import { eventPath } from "../shell/places";
import type { Search } from "../shell/search";

const FEW = 6;

export const sessionSearch: Search = {
  title: "menu.programme",
  icon: "calendar",
  permission: "events.read",
  find: async (api, here, text) => {
    const { items } = await answerOf(
      api.GET("/api/v1/organizations/{organization_id}/sessions", {
        params: { path: { organization_id: here.id }, query: { q: text, limit: FEW } },
      }),
    );
    return items.map((session) => ({
      to: eventPath(here.slug, session.event_id, `programme?session=${session.id}`),
      title: session.title,
      detail: session.event_title,
    }));
  },
};

export const speakerSearch: Search = {
  title: "menu.speakers",
  icon: "person",
  permission: "events.read",
  find: async (api, here, text) => {
    const { items } = await answerOf(
      api.GET("/api/v1/organizations/{organization_id}/speakers", {
        params: { path: { organization_id: here.id }, query: { q: text, limit: FEW } },
      }),
    );
    return items.map((speaker) => ({
      to: eventPath(here.slug, speaker.event_id, `speakers?speaker=${speaker.id}`),
      title: speaker.name,
      detail: speaker.event_title,
    }));
  },
};
