// The views of an organization's member lists: all of them, and the numbers of one.
import { viewsOf } from "../shell/views";

export const memberListViews = viewsOf("member-lists", import.meta.glob("./texts/*.json"), [
  { room: "organization", path: "member-lists", permission: "member_lists.read", load: () => import("./MemberLists") },
  {
    room: "organization",
    path: "member-lists/:list",
    permission: "member_lists.read",
    load: () => import("./MemberListPage"),
  },
]);
