// Discounts in the palette, by a part of their name or by a code.
import { answerOf } from "../../../api/client";
import { eventPath, organizationPath } from "../shell/places";
import type { Search } from "../shell/search";

const FEW = 6;

export const discountSearch: Search = {
  title: "menu.discounts",
  icon: "ticket",
  permission: "discounts.read",
  find: async (api, here, text) => {
    const { items } = await answerOf(
      api.GET("/api/v1/organizations/{organization_id}/discounts", {
        params: { path: { organization_id: here.id }, query: { q: text, limit: FEW } },
      }),
    );
    return items.map(({ id, event_id, name, code }) => {
      const place = `discounts/${id}/codes`;
      return {
        to: event_id === null ? organizationPath(here.slug, place) : eventPath(here.slug, event_id, place),
        title: name,
        ...(code === null || code === name ? {} : { detail: code }),
      };
    });
  },
};
