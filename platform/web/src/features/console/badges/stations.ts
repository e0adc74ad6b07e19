// What the views of print stations ask of the API, and what they change and send there.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { useApi } from "../session/api";
import { ifMatch, once } from "../session/connection";
import { eventKey } from "../shell/event";
import { useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";

export type Station = Schemas["PrintStation"];
export type StationCode = Schemas["PrintStationCode"];
export type PrintJob = Schemas["PrintJob"];

const EVENT = "/api/v1/organizations/{organization_id}/events/{event_id}";
const STATIONS = `${EVENT}/print-stations` as const;
const STATION = `${EVENT}/print-stations/{print_station_id}` as const;
const JOBS = `${EVENT}/print-jobs` as const;
const JOB = `${EVENT}/print-jobs/{print_job_id}` as const;
const NAME = "print-stations";
/** Whoever looks sees within seconds that the paper is out. */
const ASK_AGAIN = 3_000;
const SOON = 1_000;

/** The stations of an event that need not be the one of the address, as on an attendee's page. */
export function useStationsOf(eventId: string): UseQueryResult<readonly Station[]> {
  const api = useApi();
  const { id } = useOrganization();
  const path = { organization_id: id, event_id: eventId };
  return useQuery({
    queryKey: [...eventKey(id, eventId), NAME, "stations"],
    refetchInterval: ASK_AGAIN,
    queryFn: async () => (await answerOf(api.GET(STATIONS, { params: { path } }))).items,
  });
}

export function useJobs(): Paged<PrintJob> {
  const { api, key, path } = useEventApi();
  return usePaged([...key, NAME, "jobs"], (query) => answerOf(api.GET(JOBS, { params: { path, query } })), ASK_AGAIN);
}

/** A job as it is now, asked again until it has ended. */
export function useJob(eventId: string, sent: PrintJob): PrintJob {
  const api = useApi();
  const { id } = useOrganization();
  const path = { organization_id: id, event_id: eventId, print_job_id: sent.id };
  const found = useQuery({
    queryKey: [...eventKey(id, eventId), NAME, "job", sent.id],
    initialData: sent,
    refetchInterval: ({ state }) => (isOpen(state.data ?? sent) ? SOON : false),
    queryFn: () => answerOf(api.GET(JOB, { params: { path } })),
  });
  return found.data;
}

export function isOpen({ state }: PrintJob): boolean {
  return state === "queued" || state === "taken";
}

export interface StationBody {
  readonly name: string;
  readonly format: "pdf" | "zpl";
  readonly dpi: 0 | 203 | 300;
}

export interface StationWriting {
  readonly create: (body: StationBody) => Promise<Station>;
  readonly change: (station: Station, body: StationBody) => Promise<Station>;
  readonly current: (station: Station) => Promise<Station>;
}

export function useWriteStation(): StationWriting {
  const { api, path, refresh } = useEventApi();
  const params = ({ id }: Station) => ({ path: { ...path, print_station_id: id } });
  return {
    create: async (body) => {
      const made = await answerOf(api.POST(STATIONS, { params: { path }, body }));
      await refresh(NAME);
      return made;
    },
    change: async (station, body) => {
      const given = { params: params(station), body, headers: ifMatch(station) };
      const changed = await answerOf(api.PATCH(STATION, given));
      await refresh(NAME);
      return changed;
    },
    current: (station) => answerOf(api.GET(STATION, { params: params(station) })),
  };
}

/** Something that is done with a station, after which all is asked anew. */
function useAtStation<T>(act: (place: ReturnType<typeof useEventApi>, station: Station) => Promise<T>) {
  const here = useEventApi();
  return useMutation<T, Error, Station>({
    mutationFn: (station) => act(here, station),
    onSettled: () => here.refresh(NAME),
  });
}

export function useDeleteStation(): UseMutationResult<unknown, Error, Station> {
  return useAtStation<unknown>(({ api, path }, station) =>
    api.DELETE(STATION, { params: { path: { ...path, print_station_id: station.id } }, headers: ifMatch(station) }),
  );
}

export function useIssueCode(): UseMutationResult<StationCode, Error, Station> {
  return useAtStation(({ api, path }, { id }) =>
    answerOf(api.POST(`${STATION}/code`, { params: { path: { ...path, print_station_id: id } } })),
  );
}

export function useRevokeConnector(): UseMutationResult<Station, Error, Station> {
  return useAtStation(({ api, path }, { id }) =>
    answerOf(api.POST(`${STATION}/revoke`, { params: { path: { ...path, print_station_id: id } } })),
  );
}

export function useTestPage(): UseMutationResult<PrintJob, Error, Station> {
  return useAtStation(({ api, path }, { id }) =>
    answerOf(
      api.POST(`${STATION}/test-page`, {
        params: { path: { ...path, print_station_id: id }, header: { "Idempotency-Key": "" } },
        ...once,
      }),
    ),
  );
}

export function useCancelJob(): UseMutationResult<PrintJob, Error, PrintJob> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) => answerOf(api.POST(`${JOB}/cancel`, { params: { path: { ...path, print_job_id: id } } })),
    onSettled: () => refresh(NAME),
  });
}

export interface Retried {
  readonly job: PrintJob;
  readonly station: string;
  readonly reason: string;
}

export function useRetryJob(): UseMutationResult<PrintJob, Error, Retried> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ job, station, reason }) =>
      answerOf(
        api.POST(`${JOB}/retry`, {
          params: { path: { ...path, print_job_id: job.id }, header: { "Idempotency-Key": "" } },
          body: { station_id: station, reason },
          ...once,
        }),
      ),
    onSettled: () => refresh(NAME),
  });
}

export interface SentTo {
  readonly station: string;
  readonly ticket: string;
  readonly reason: string;
  readonly device: string;
}

/** Sends the badge of a ticket of an event that need not be the one of the address. */
export function useSendBadge(eventId: string): UseMutationResult<PrintJob, Error, SentTo> {
  const api = useApi();
  const client = useQueryClient();
  const { id } = useOrganization();
  const path = { organization_id: id, event_id: eventId };
  return useMutation({
    mutationFn: async ({ station, ticket, reason, device }) => {
      const { items } = await answerOf(
        api.POST(JOBS, {
          params: { path, header: { "Idempotency-Key": "" } },
          body: { station_id: station, ticket_ids: [ticket], reason, sent_from: device },
          ...once,
        }),
      );
      const [job] = items;
      if (job === undefined) throw new Error("one badge makes one job");
      return job;
    },
    onSettled: () => client.invalidateQueries({ queryKey: [...eventKey(id, eventId), NAME] }),
  });
}
