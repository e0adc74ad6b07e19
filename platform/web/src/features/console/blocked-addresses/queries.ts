// What the view of blocked addresses asks of the API, and what it changes there.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type BlockedAddress = Schemas["BlockedAddress"];
export type BlockedChanges = Schemas["BlockedAddressChanges"];
export type NewBlocked = Schemas["BlockedAddressFields"];

const LIST = `${ORGANIZATION}/blocked-addresses` as const;
const ONE = `${ORGANIZATION}/blocked-addresses/{blocked_address_id}` as const;

/** The newest first; `text` finds a part of an address or of a reason. */
export function useBlocked(text: string): Paged<BlockedAddress> {
  const { api, key, path } = useOrganizationApi();
  const wanted = text.trim() === "" ? {} : { q: text.trim() };
  return usePaged<BlockedAddress>([...key, "blocked-addresses", text.trim()], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: { ...place, ...wanted } } })),
  );
}

export function useFetchBlocked(): (id: string) => Promise<BlockedAddress> {
  const { api, path } = useOrganizationApi();
  return (blocked_address_id) => answerOf(api.GET(ONE, { params: { path: { ...path, blocked_address_id } } }));
}

export interface BlockedSaved {
  /** The version that is changed; null blocks another address. */
  readonly over: BlockedAddress | null;
  readonly body: BlockedChanges | NewBlocked;
}

export function useSaveBlocked(): UseMutationResult<BlockedAddress, Error, BlockedSaved> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(LIST, { params: { path }, body: body as NewBlocked }))
        : answerOf(
            api.PATCH(ONE, {
              params: { path: { ...path, blocked_address_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("blocked-addresses"),
  });
}

export function useDeleteBlocked(): UseMutationResult<unknown, Error, BlockedAddress> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (entry) =>
      api.DELETE(ONE, { params: { path: { ...path, blocked_address_id: entry.id } }, headers: ifMatch(entry) }),
    onSettled: () => refresh("blocked-addresses"),
  });
}
