// Files of the API: fetched as the person at this login, and saved by the browser.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import type { Api } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";

const KEPT_MILLISECONDS = 60_000;

type Answer = Promise<{ data?: unknown; response: Response }>;

/** Asks for a file with `parseAs: "blob"`, and has the browser save it under the name that the server gives it. */
export function useFile<V>(ask: (api: Api, given: V) => Answer): UseMutationResult<void, Error, V> {
  const api = useApi();
  return useMutation({
    mutationFn: async (given) => {
      const { data, response } = await ask(api, given);
      const content = data as Blob;
      saveAs(content, nameIn(response.headers.get("Content-Disposition") ?? ""), content.type);
    },
  });
}

/** The same for a file of the organization. */
export function useDownload<V>(
  ask: (api: Api, organizationId: string, given: V) => Answer,
): UseMutationResult<void, Error, V> {
  const { id } = useOrganization();
  return useFile((api, given) => ask(api, id, given));
}

function nameIn(disposition: string): string {
  return /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? "";
}

/** Has the browser save what was fetched, as `text/csv` or the like; some read it after the press is over. */
export function saveAs(content: BlobPart, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLISECONDS);
}
