// The views of orders and attendees, in the organization and in each of its events; and the jobs that go through many.
import { viewsOf, type Room, type ViewSource } from "../shell/views";

const ROOMS: readonly Room[] = ["organization", "event"];

const LISTS = ROOMS.flatMap((room): ViewSource[] => [
  { room, path: "orders", permission: "orders.read", load: () => import("./OrderList") },
  { room, path: "orders/give-away", permission: "orders.give-away", load: () => import("./GiveAwayPage") },
  { room, path: "orders/box-office", permission: "orders.record-payments", load: () => import("./DeskPage") },
  { room, path: "orders/:order", permission: "orders.read", load: () => import("./OrderPage") },
  { room, path: "attendees", permission: "orders.read", load: () => import("./AttendeeList") },
  { room, path: "attendees/:attendee", permission: "orders.read", load: () => import("./AttendeePage") },
]);

export const orderViews = viewsOf(
  "orders",
  import.meta.glob("./texts/*.json"),
  [
    ...LISTS,
    { room: "organization", path: "jobs", permission: "jobs.read", load: () => import("./JobList") },
    { room: "organization", path: "jobs/:job", permission: "jobs.read", load: () => import("./JobPage") },
  ],
  {
    certificates: import.meta.glob("../certificates/texts/*.json"),
    badges: import.meta.glob("../badges/texts/*.json"),
    exports: import.meta.glob("../exports/texts/*.json"),
  },
);
