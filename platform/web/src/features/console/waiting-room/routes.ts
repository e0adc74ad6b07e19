// The waiting room before the checkout of an event.
import { viewsOf } from "../shell/views";

export const waitingRoomViews = viewsOf("waitingRoom", import.meta.glob("./texts/*.json"), [
  { room: "event", path: "waiting-room", permission: "waiting_room.read", load: () => import("./WaitingRoomPage") },
]);
