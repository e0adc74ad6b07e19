// Files of the API: fetched as the person at this login, and saved by the browser.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import type { Api } from "../../../api/client";
import { useApi } from "../session/api";
import { useOrganization } from "../shell/organizations";

export interface Download {
  readonly content: Blob;
  readonly name: string;
}

type Answer = Promise<{ data?: unknown; response: Response }>;

/** Asks for a file with `parseAs: "blob"`, and has the browser save it under the name that the server gives it. */
export function useDownload<V>(
  ask: (api: Api, organizationId: string, given: V) => Answer,
): UseMutationResult<void, Error, V> {
  const api = useApi();
  const { id } = useOrganization();
  return useMutation({
    mutationFn: async (given) => {
      const { data, response } = await ask(api, id, given);
      saveFile({ content: data as Blob, name: nameIn(response.headers.get("Content-Disposition") ?? "") });
    },
  });
}

function nameIn(disposition: string): string {
  return /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? "";
}

function saveFile({ content, name }: Download): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
