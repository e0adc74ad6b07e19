// Which events a change of their series still reaches: never the past, and none that was cancelled.
import type { Event } from "../shell/event";

const STATES: readonly Event["state"][] = ["draft", "review", "published", "postponed"];

export function isAhead(event: Event, now: number): boolean {
  return STATES.includes(event.state) && (event.starts_at === null || Date.parse(event.starts_at) > now);
}
