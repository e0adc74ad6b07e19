// The view of what an event sells: ticket types, when they sell, and the capacities that they draw on.
import { viewsOf } from "../shell/views";

export const ticketViews = viewsOf("tickets", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "tickets", permission: "catalog.read", load: () => import("./TicketTypes") },
]);
