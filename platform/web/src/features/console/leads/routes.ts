// Lead retrieval of an event: what sponsors get, their seats, and the links of their stand members.
import { viewsOf } from "../shell/views";

export const leadViews = viewsOf("leads", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "sponsors/leads", permission: "leads.edit", load: () => import("./LeadsPage") },
  { room: "event", path: "sponsors/leads/:sponsor", permission: "leads.edit", load: () => import("./LeadSponsorPage") },
]);
