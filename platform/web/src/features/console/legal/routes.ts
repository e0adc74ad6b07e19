// What buyers agree to and who answers for the pages: terms, privacy policy, imprint, each in versions.
import { viewsOf } from "../shell/views";

export const legalViews = viewsOf("legal", import.meta.glob("./texts/*.json"), [
  {
    room: "organization",
    path: "settings/legal",
    permission: "organizations.read",
    load: () => import("./LegalTexts"),
  },
  {
    room: "organization",
    path: "settings/legal/:kind",
    permission: "organizations.read",
    load: () => import("./LegalTextPage"),
  },
  {
    room: "organization",
    path: "settings/legal/:kind/compare",
    permission: "organizations.read",
    load: () => import("./CompareVersions"),
  },
]);
