// Schedule files: tried first, then taken in; what became of former ones.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { useHere } from "./queries";

export type Report = Schemas["EventsImportReport"];
/** What becomes of sessions of an earlier import that the file lacks. */
export type Missing = "keep" | "cancel" | "remove";

const IMPORTS = "/api/v1/organizations/{organization_id}/events/{event_id}/programme/imports";
const TYPES: Readonly<Record<string, string>> = {
  xml: "application/xml",
  csv: "text/csv",
  ics: "text/calendar",
};
export const ENDINGS = Object.keys(TYPES).map((ending) => `.${ending}`);

/** What the API reads a file as, by the end of its name; null for what it does not take. */
export function typeOf(name: string): string | null {
  return TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? null;
}

export interface Taken {
  readonly file: File;
  readonly missing: Missing;
  /** Where the file names none; empty to take the file's own, or the event's. */
  readonly timeZone: string;
  readonly isDryRun: boolean;
}

export function useImport(): UseMutationResult<Report, Error, Taken> {
  const { api, path, client, key, refresh } = useHere();
  return useMutation({
    mutationFn: async ({ file, missing, timeZone, isDryRun }) => {
      // As it is: what it is written in, the API finds out.
      const bytes = await file.arrayBuffer();
      return answerOf(
        api.POST(IMPORTS, {
          params: {
            path,
            query: { dry_run: isDryRun, vanished: missing, ...(timeZone === "" ? {} : { time_zone: timeZone }) },
          },
          body: file.name,
          bodySerializer: () => bytes,
          headers: { "Content-Type": typeOf(file.name) ?? "" },
        }),
      );
    },
    onSuccess: async ({ is_dry_run }) => {
      if (is_dry_run) return;
      await Promise.all([refresh(), client.invalidateQueries({ queryKey: [...key, "imports"] })]);
    },
  });
}

export function useImports(): UseQueryResult<readonly Report[]> {
  const { api, path, key } = useHere();
  return useQuery({
    queryKey: [...key, "imports"],
    queryFn: async () => (await answerOf(api.GET(IMPORTS, { params: { path, query: { limit: 20 } } }))).items,
  });
}

export function hasChanges({ sessions, speakers }: Report): boolean {
  return [sessions, speakers].some(
    ({ created, updated, removed, cancelled }) => created + updated + removed + cancelled > 0,
  );
}

/** One import's report, at an address of its own. */
export function useImportReport(id: string): UseQueryResult<Report> {
  const { api, path, key } = useHere();
  return useQuery({
    queryKey: [...key, "imports", id],
    queryFn: () => answerOf(api.GET(`${IMPORTS}/{import_id}`, { params: { path: { ...path, import_id: id } } })),
  });
}
