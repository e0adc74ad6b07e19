// How an organization looks: its logo, colour and font, with what they make of pages and mails.
import { viewsOf } from "../shell/views";

export const brandingViews = viewsOf("branding", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "settings/branding",
    permission: "organizations.read",
    load: () => import("./Branding"),
  },
]);
