// What opens a private event and shows its shop early, as the API has it.
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { EVENT, useEventApi } from "../shell/event-api";

export type Invitation = Schemas["EventsEventInvitation"];
export type InvitationState = Invitation["state"];
export type InvitationPage = Schemas["EventsEventInvitationPage"];
export type Invited = Schemas["EventsInvited"];
export type AccessCode = Schemas["EventsAccessCode"];
export type Preview = Schemas["InventoryPreview"];
export type Shop = Schemas["InventoryShop"];

const PAGE = 50;
const INVITATIONS = `${EVENT}/invitations` as const;
const CODES = `${EVENT}/access-codes` as const;
const PREVIEWS = `${EVENT}/shop-previews` as const;

export function useInvitations(state: InvitationState | ""): UseInfiniteQueryResult<InfiniteData<InvitationPage>> {
  const { api, path, key } = useEventApi();
  return useInfiniteQuery({
    queryKey: [...key, "invitations", state],
    initialPageParam: "",
    getNextPageParam: (page: InvitationPage) => page.next_cursor,
    queryFn: ({ pageParam }) => {
      const query = {
        limit: PAGE,
        ...(state === "" ? {} : { state }),
        ...(pageParam === "" ? {} : { cursor: pageParam }),
      };
      return answerOf(api.GET(INVITATIONS, { params: { path, query } }));
    },
  });
}

export function useInvite(): UseMutationResult<Invited, Error, Schemas["EventsNewEventInvitations"]> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(INVITATIONS, { params: { path }, body })),
    onSuccess: () => refresh("invitations"),
  });
}

export function useResend(): UseMutationResult<Invitation, Error, Invitation> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(
        api.POST(`${INVITATIONS}/{event_invitation_id}/resend`, {
          params: { path: { ...path, event_invitation_id: id } },
        }),
      ),
    onSettled: () => refresh("invitations"),
  });
}

export function useWithdraw(): UseMutationResult<unknown, Error, Invitation> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) =>
      api.DELETE(`${INVITATIONS}/{event_invitation_id}`, { params: { path: { ...path, event_invitation_id: id } } }),
    onSettled: () => refresh("invitations"),
  });
}

export function useAccessCodes(): UseQueryResult<readonly AccessCode[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "access-codes"],
    queryFn: async () => (await answerOf(api.GET(CODES, { params: { path } }))).items,
  });
}

export function useMakeCode(): UseMutationResult<
  Schemas["EventsMadeAccessCode"],
  Error,
  Schemas["EventsNewAccessCode"]
> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(CODES, { params: { path }, body })),
    onSuccess: () => refresh("access-codes"),
  });
}

export function useRevokeCode(): UseMutationResult<unknown, Error, AccessCode> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(`${CODES}/{code_id}`, { params: { path: { ...path, code_id: id } } }),
    onSettled: () => refresh("access-codes"),
  });
}

export function usePreviews(): UseQueryResult<readonly Preview[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "shop-previews"],
    queryFn: async () => (await answerOf(api.GET(PREVIEWS, { params: { path } }))).items,
  });
}

export function useMakePreview(): UseMutationResult<
  Schemas["InventoryMadePreview"],
  Error,
  Schemas["InventoryNewPreviewFields"]
> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(PREVIEWS, { params: { path }, body })),
    onSuccess: () => refresh("shop-previews"),
  });
}

export function useRevokePreview(): UseMutationResult<unknown, Error, Preview> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) => api.DELETE(`${PREVIEWS}/{preview_id}`, { params: { path: { ...path, preview_id: id } } }),
    onSettled: () => refresh("shop-previews"),
  });
}

/** The shop as it is at an instant, drafts included; now without one. */
export function useShopAt(at: string | null): UseQueryResult<Shop> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "shop-preview", at],
    placeholderData: (before) => before,
    queryFn: () => answerOf(api.GET(`${EVENT}/shop-preview`, { params: { path, query: at === null ? {} : { at } } })),
  });
}
