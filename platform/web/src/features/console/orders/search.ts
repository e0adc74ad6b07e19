// Orders and attendees in the palette: by number, or by names, addresses and answers.
import { answerOf } from "../../../api/client";
import { organizationPath } from "../shell/places";
import type { Search } from "../shell/search";

const FEW = 6;

export const orderSearch: Search = {
  title: "menu.orders",
  icon: "cart",
  permission: "orders.read",
  find: async (api, here, text) => {
    const { items } = await answerOf(
      api.GET("/api/v1/organizations/{organization_id}/orders/search", {
        params: { path: { organization_id: here.id }, query: { q: text, limit: FEW } },
      }),
    );
    return items.map((order) => ({
      to: organizationPath(here.slug, `orders/${order.id}`),
      title: order.buyer_name || order.buyer_email || order.number,
      detail: order.number,
    }));
  },
};

export const attendeeSearch: Search = {
  title: "menu.attendees",
  icon: "person",
  permission: "orders.read",
  find: async (api, here, text) => {
    const { items } = await answerOf(
      api.GET("/api/v1/organizations/{organization_id}/attendees", {
        params: { path: { organization_id: here.id }, query: { q: text, limit: FEW } },
      }),
    );
    const people = new Map(items.map((line) => [line.attendee_id, line]));
    return [...people.values()].map((line) => ({
      to: organizationPath(here.slug, `attendees/${line.attendee_id}`),
      title: line.name || line.email || line.order_number,
      detail: line.order_number,
    }));
  },
};
