// The zone in which the logs tell moments: the event's, or one's own.
import { useConnection } from "../session/api";
import { useEventIfAny } from "../shell/event";

export function useZone(): string {
  const event = useEventIfAny();
  const { config } = useConnection();
  return event?.time_zone ?? config.person.timeZone;
}
