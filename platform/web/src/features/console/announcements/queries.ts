// Announcements of an event: what was written, to whom, what became of it, and what is done with one of them.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type Announcement = Schemas["Announcement"];
/** By what an announcement reaches people. */
export type Channel = Announcement["channels"][number];
export type Segment = Schemas["AnnouncementsSegmentFields"];
export type NewAnnouncement = Schemas["AnnouncementsNewAnnouncement"];
export type Changes = Schemas["AnnouncementsChanges"];
export type Audience = Schemas["AnnouncementsAudience"];
export type Preview = Schemas["AnnouncementsPreview"];

const LIST = `${EVENT}/announcements` as const;
const ONE = `${EVENT}/announcements/{announcement_id}` as const;
const FOLLOWED_EVERY = 3_000;

export const isUnderWay = ({ state }: Announcement): boolean => state === "scheduled" || state === "sending";

export function useAnnouncements(): Paged<Announcement> {
  const { api, path, key } = useEventApi();
  return usePaged<Announcement>([...key, "announcements"], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: place } })),
  );
}

/** Asked anew while it is being sent. */
export function useAnnouncement(id: string): UseQueryResult<Announcement> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "announcement", id],
    queryFn: () => answerOf(api.GET(ONE, { params: { path: { ...path, announcement_id: id } } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? FOLLOWED_EVERY : false),
  });
}

export function useFetchAnnouncement(): (entity: Announcement) => Promise<Announcement> {
  const { api, path } = useEventApi();
  return ({ id }) => answerOf(api.GET(ONE, { params: { path: { ...path, announcement_id: id } } }));
}

export interface Written {
  readonly body: NewAnnouncement;
  readonly over: Announcement | null;
}

export function useWriteAnnouncement(): UseMutationResult<Announcement, Error, Written> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) => {
      if (over === null) return answerOf(api.POST(LIST, { params: { path }, body }));
      const params = { path: { ...path, announcement_id: over.id } };
      return answerOf(api.PATCH(ONE, { params, body, headers: ifMatch(over) }));
    },
    onSuccess: (saved) => {
      client.setQueryData([...key, "announcement", saved.id], saved);
      void client.invalidateQueries({ queryKey: [...key, "announcements"] });
      void client.invalidateQueries({ queryKey: [...key, "announcement-preview", saved.id] });
    },
  });
}

export function useDeleteAnnouncement(): UseMutationResult<unknown, Error, Announcement> {
  const { api, path, refresh } = useEventApi();
  return useMutation<unknown, Error, Announcement>({
    mutationFn: (over) =>
      answerOf(api.DELETE(ONE, { params: { path: { ...path, announcement_id: over.id } }, headers: ifMatch(over) })),
    onSuccess: () => refresh("announcements"),
  });
}

/** How many people a segment has now, and some of them. */
export function useAudience(segment: Segment): UseQueryResult<Audience> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "announcement-audience", segment],
    queryFn: () => answerOf(api.POST(`${LIST}/audience`, { params: { path }, body: segment })),
  });
}

/** What an announcement is asked for: how it looks in a language, and a test of it. */
export interface MailActions {
  readonly queryKey: readonly unknown[];
  readonly show: (language: string) => Promise<Preview>;
  readonly sendTest: (language: string, channel: Channel) => Promise<unknown>;
}

export function useAnnouncementMail(id: string): MailActions {
  const { api, path, key } = useEventApi();
  const at = { ...path, announcement_id: id };
  return {
    queryKey: [...key, "announcement-preview", id],
    show: (language) => answerOf(api.GET(`${ONE}/preview`, { params: { path: at, query: { language } } })),
    sendTest: (language, channel) =>
      answerOf(api.POST(`${ONE}/test`, { params: { path: at }, body: { language, channel } })),
  };
}

export type Step =
  | { readonly kind: "schedule"; readonly sendAt: string | null }
  | { readonly kind: "withdraw" | "pause" | "resume" | "cancel" };

export interface Stepped {
  readonly over: Announcement;
  readonly step: Step;
}

export function useStep(): UseMutationResult<Announcement, Error, Stepped> {
  const { api, client, path, key, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, step }) => {
      const params = { path: { ...path, announcement_id: over.id } };
      const headers = ifMatch(over);
      switch (step.kind) {
        case "schedule":
          return answerOf(api.POST(`${ONE}/schedule`, { params, body: { send_at: step.sendAt }, headers }));
        case "withdraw":
          return answerOf(api.POST(`${ONE}/withdraw`, { params, headers }));
        case "pause":
          return answerOf(api.POST(`${ONE}/pause`, { params }));
        case "resume":
          return answerOf(api.POST(`${ONE}/resume`, { params }));
        case "cancel":
          return answerOf(api.POST(`${ONE}/cancel`, { params }));
      }
    },
    onSuccess: (saved) => {
      client.setQueryData([...key, "announcement", saved.id], saved);
      void refresh("announcements");
    },
  });
}
