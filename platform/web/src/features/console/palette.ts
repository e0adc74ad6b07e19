// What the palette finds on the server: each folder of views offers its own search here.
import { discountSearch } from "./discounts/search";
import { eventSearch } from "./events/search";
import { attendeeSearch, orderSearch } from "./orders/search";
import { sessionSearch, speakerSearch } from "./programme/search";
import type { Search } from "./shell/search";

export const SEARCHES: readonly Search[] = [
  eventSearch,
  orderSearch,
  attendeeSearch,
  sessionSearch,
  speakerSearch,
  discountSearch,
];
