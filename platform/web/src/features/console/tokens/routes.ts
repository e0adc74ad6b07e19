// The views of API tokens, one's own and everybody's, and of service accounts.
import { viewsOf } from "../shell/views";

export const tokenViews = viewsOf("tokens", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "settings/tokens", permission: "api-tokens.create", load: () => import("./TokenList") },
  {
    room: "organization",
    path: "settings/tokens/accounts",
    permission: "api-tokens.manage",
    load: () => import("./AccountList"),
  },
]);
