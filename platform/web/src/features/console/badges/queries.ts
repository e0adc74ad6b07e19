// What the views of badges ask of the API, and what they change and print there.
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useStartJob, type Job } from "../orders/bulk";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch, once } from "../session/connection";
import { useApi } from "../session/api";
import { useEventApi } from "../shell/event-api";
import { useOrganization } from "../shell/organizations";
import { isComplete, type Design } from "./design";

export type Layout = Schemas["BadgesBadgeLayout"];
export type Template = Schemas["BadgesBadgeTemplate"];
export type BadgePrint = Schemas["BadgesBadgePrint"];
export type PrintRun = Schemas["BadgesBadgePrintRun"];
export type Sample = NonNullable<Schemas["BadgesPreviewFields"]["sample"]>;

const EVENT = "/api/v1/organizations/{organization_id}/events/{event_id}";
const LAYOUTS = `${EVENT}/badge-layouts` as const;
const LAYOUT = `${EVENT}/badge-layouts/{badge_layout_id}` as const;
const RUNS = `${EVENT}/badge-print-runs` as const;
const NAME = "badges";

export function useLayouts(): UseQueryResult<readonly Layout[]> {
  const { api, key, path } = useEventApi();
  return useQuery({
    queryKey: [...key, NAME, "layouts"],
    queryFn: async () => (await answerOf(api.GET(LAYOUTS, { params: { path } }))).items,
  });
}

export function useLayout(badge_layout_id: string): UseQueryResult<Layout> {
  const { api, key, path } = useEventApi();
  return useQuery({
    queryKey: [...key, NAME, "layout", badge_layout_id],
    queryFn: () => answerOf(api.GET(LAYOUT, { params: { path: { ...path, badge_layout_id } } })),
  });
}

export function useTemplates(): UseQueryResult<readonly Template[]> {
  const { api, key, path } = useEventApi();
  return useQuery({
    queryKey: [...key, NAME, "templates"],
    queryFn: async () => (await answerOf(api.GET(`${LAYOUTS}/templates`, { params: { path } }))).items,
  });
}

/** The picture of a design as an address; the former one stays until the next is drawn. */
export function usePicture(design: Design, sample: Sample): UseQueryResult<string> {
  const { api, key, path } = useEventApi();
  const drawn = { ...design, elements: design.elements.filter(isComplete) };
  return useQuery({
    queryKey: [...key, NAME, "picture", sample, drawn],
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    queryFn: async () => {
      const { data } = await api.POST(`${LAYOUTS}/preview`, {
        params: { path },
        body: { design: drawn, sample },
        parseAs: "text",
      });
      return `data:image/svg+xml,${encodeURIComponent(String(data))}`;
    },
  });
}

export interface LayoutSaved {
  /** The version that is changed; null makes a layout. */
  readonly over: Layout | null;
  readonly body: Schemas["BadgesLayoutFields"];
}

export function useSaveLayout(): UseMutationResult<Layout, Error, LayoutSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(LAYOUTS, { params: { path }, body }))
        : answerOf(
            api.PATCH(LAYOUT, {
              params: { path: { ...path, badge_layout_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSuccess: () => refresh(NAME),
  });
}

export function useDeleteLayout(): UseMutationResult<unknown, Error, Layout> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (layout) =>
      api.DELETE(LAYOUT, {
        params: { path: { ...path, badge_layout_id: layout.id } },
        headers: ifMatch(layout),
      }),
    onSettled: () => refresh(NAME),
  });
}

export interface Printed {
  readonly tickets: readonly string[];
  readonly reason: string;
  readonly device: string;
  readonly dpi: number;
}

/** Badges of an event that need not be the one of the address, as on an attendee's page. */
function usePrinting(eventId: string) {
  const api = useApi();
  const { id } = useOrganization();
  return { api, id, path: { organization_id: id, event_id: eventId } };
}

/** Puts prints on record; their file is fetched after that. */
export function usePrint(eventId: string): UseMutationResult<PrintRun, Error, Printed> {
  const { api, path } = usePrinting(eventId);
  return useMutation({
    mutationFn: ({ tickets, reason, device, dpi }) =>
      answerOf(
        api.POST(RUNS, {
          params: { path, header: { "Idempotency-Key": "" } },
          body: { ticket_ids: [...tickets], reason, device, ...(dpi === 0 ? {} : { format: "zpl", dpi: dpi as 203 }) },
          ...once,
        }),
      ),
  });
}

export interface FoundPrinted {
  readonly type: string;
  readonly checkedIn: boolean;
  readonly again: boolean;
  readonly reason: string;
  readonly device: string;
}

export function usePrintFound(): UseMutationResult<Job, Error, FoundPrinted> {
  const { key, path } = useEventApi();
  const client = useQueryClient();
  return useStartJob(async (api, _, { type, checkedIn, again, reason, device }: FoundPrinted) => {
    const job = await answerOf(
      api.POST(`${RUNS}/found`, {
        params: { path, header: { "Idempotency-Key": "" } },
        body: {
          filter: {
            ...(type === "" ? {} : { ticket_type_id: type }),
            ...(checkedIn ? { checked_in: true } : {}),
          },
          again,
          reason,
          device,
        },
        ...once,
      }),
    );
    void client.invalidateQueries({ queryKey: [...key, NAME, "runs"] });
    return job;
  });
}

export interface PrintedPart {
  readonly run: Pick<PrintRun, "id" | "event_id">;
  readonly part: number;
}

/** The file of a run, to be printed or saved. */
export function useBadgeFile(): (given: PrintedPart) => Promise<Blob> {
  const api = useApi();
  const { id } = useOrganization();
  return async ({ run, part }) => {
    const { data } = await api.GET(`${RUNS}/{badge_print_run_id}/file`, {
      params: {
        path: { organization_id: id, event_id: run.event_id, badge_print_run_id: run.id },
        query: { part },
      },
      parseAs: "blob",
    });
    return data as unknown as Blob;
  };
}

export function useRuns(): Paged<PrintRun> {
  const { api, key, path } = useEventApi();
  return usePaged([...key, NAME, "runs"], (query) => answerOf(api.GET(RUNS, { params: { path, query } })));
}

/** A run as it is now: of a job, it grows. */
export function useFreshRun(): (run: PrintRun) => Promise<PrintRun> {
  const { api, path } = useEventApi();
  return ({ id: badge_print_run_id }) =>
    answerOf(api.GET(`${RUNS}/{badge_print_run_id}`, { params: { path: { ...path, badge_print_run_id } } }));
}

/** Prints of one ticket, the latest first. */
export function usePrintsOf(eventId: string, ticket_id: string): UseQueryResult<readonly BadgePrint[]> {
  const { api, id, path } = usePrinting(eventId);
  return useQuery({
    queryKey: [id, "event", eventId, NAME, "prints", ticket_id],
    queryFn: async () =>
      (await answerOf(api.GET(`${EVENT}/badge-prints`, { params: { path, query: { ticket_id } } }))).items,
  });
}
