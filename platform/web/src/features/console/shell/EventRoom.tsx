// The event that the address names, for all views below it.
import type { ReactNode } from "react";
import { Outlet, useParams } from "react-router";
import { EventContext, useEventQuery } from "./event";
import { Loaded } from "./states";

export function EventRoom(): ReactNode {
  const { event = "" } = useParams();
  const query = useEventQuery(event);
  return (
    <Loaded query={query}>
      {(found) => (
        <EventContext value={found}>
          <Outlet key={found.id} />
        </EventContext>
      )}
    </Loaded>
  );
}
