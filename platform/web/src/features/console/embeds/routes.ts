// The view of the sites that may embed an organization's checkout.
import { viewsOf } from "../shell/views";

export const embedViews = viewsOf("embeds", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "embeds", permission: "embeds.read", load: () => import("./Embeds") },
]);
