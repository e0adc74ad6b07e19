// What the inbox asks of the API, and what is marked there.
import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { pageLanguage } from "../../../lib/language";
import { usePaged, type Paged } from "../parts/paged";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type TeamMessage = Schemas["InboxTeamMessage"];

const INBOX = `${ORGANIZATION}/inbox` as const;

/** The newest first. */
export function useInbox(unread: boolean): Paged<TeamMessage> {
  const { api, key, path } = useOrganizationApi();
  const language = pageLanguage();
  return usePaged<TeamMessage>([...key, "inbox", "list", unread], (place) =>
    answerOf(api.GET(INBOX, { params: { path, query: { ...place, unread, language } } })),
  );
}

export function useMarkRead(): UseMutationResult<unknown, Error, TeamMessage> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(api.POST(`${INBOX}/{message_id}/read`, { params: { path: { ...path, message_id: id }, query: {} } })),
    onSettled: () => refresh("inbox"),
  });
}

export function useMarkAllRead(): UseMutationResult<unknown, Error, void> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: () => answerOf(api.POST(`${INBOX}/read`, { params: { path } })),
    onSettled: () => refresh("inbox"),
  });
}
