// What the log of scans asks of the API: who was let in, who was refused.
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { useEventApi } from "../shell/event-api";

export type CheckinScan = Schemas["CheckinScan"];
export type Reason = CheckinScan["reason"];

export interface ScanFilter {
  readonly outcome?: CheckinScan["outcome"];
  readonly reason?: Reason;
  readonly list_id?: string;
  readonly device?: string;
}

const SCANS = "/api/v1/organizations/{organization_id}/events/{event_id}/checkin-scans";

/** The latest first; whatever changes at the door has it asked again. */
export function useScans(filter: ScanFilter): Paged<CheckinScan> {
  const { api, key, path } = useEventApi();
  return usePaged([...key, "checkin", "scans", filter], (place) =>
    answerOf(api.GET(SCANS, { params: { path, query: { ...filter, ...place } } })),
  );
}
