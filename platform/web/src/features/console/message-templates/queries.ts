// What the views of message templates ask of the API, and what they change there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";

export type MessageTemplate = Schemas["MessageTemplate"];
export type Message = Schemas["MessageTemplatesMessage"];
export type Content = Schemas["MessageTemplatesContent"];
export type Block = Schemas["MessageTemplatesBlock"];
export type BlockType = Block["type"];
export type Version = Schemas["MessageTemplatesVersion"];
export type Preview = Schemas["MessageTemplatesPreview"];
type NewTemplate = Schemas["MessageTemplatesNewTemplate"];

const LIST = `${ORGANIZATION}/message-templates` as const;
const ONE = `${LIST}/{message_template_id}` as const;
const KEY = "message-templates";

export function useMessages(): UseQueryResult<readonly Message[]> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, "messages-to-write"],
    queryFn: async () => (await answerOf(api.GET(`${LIST}/messages`, { params: { path } }))).items,
  });
}

/** Those for all events, or those of one. */
export function useTemplates(eventId: string | null): UseQueryResult<readonly MessageTemplate[]> {
  const { api, key, path } = useOrganizationApi();
  const query = eventId === null ? {} : { event_id: eventId };
  return useQuery({
    queryKey: [...key, KEY, "list", eventId],
    queryFn: async () => (await answerOf(api.GET(LIST, { params: { path, query } }))).items,
  });
}

export function useTemplate(id: string): UseQueryResult<MessageTemplate> {
  const { api, key, path } = useOrganizationApi();
  return useQuery({
    queryKey: [...key, KEY, id],
    queryFn: () => answerOf(api.GET(ONE, { params: { path: { ...path, message_template_id: id } } })),
  });
}

export function useVersions({ id, version }: MessageTemplate): UseQueryResult<readonly Version[]> {
  const { api, key, path } = useOrganizationApi();
  const params = { path: { ...path, message_template_id: id } };
  return useQuery({
    queryKey: [...key, KEY, id, "versions", version],
    queryFn: async () => (await answerOf(api.GET(`${ONE}/versions`, { params }))).items,
  });
}

export function usePreview(template: MessageTemplate, content: Content): UseQueryResult<Preview> {
  const { api, key, path } = useOrganizationApi();
  const { message, language, event_id } = template;
  const body = { message, language, event_id, content } as Schemas["MessageTemplatesPreviewFields"];
  return useQuery({
    queryKey: [...key, KEY, "preview", body],
    queryFn: () => answerOf(api.POST(`${LIST}/previews`, { params: { path }, body })),
    retry: false,
  });
}

export function useBegin(): UseMutationResult<MessageTemplate, Error, NewTemplate> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation({
    mutationFn: (body) => answerOf(api.POST(LIST, { params: { path }, body })),
    onSettled: () => refresh(KEY),
  });
}

export function useWrite(over: MessageTemplate): UseMutationResult<MessageTemplate, Error, Content> {
  const { api, path, refresh } = useOrganizationApi();
  const params = { path: { ...path, message_template_id: over.id } };
  return useMutation({
    mutationFn: (content) => answerOf(api.PATCH(ONE, { params, body: { content }, headers: ifMatch(over) })),
    onSuccess: () => refresh(KEY),
  });
}

export type Step = "publish" | "withdraw";

export function useStep(over: MessageTemplate): UseMutationResult<MessageTemplate, Error, Step> {
  const { api, path, refresh } = useOrganizationApi();
  const params = { path: { ...path, message_template_id: over.id } };
  const headers = ifMatch(over);
  return useMutation({
    mutationFn: (step) =>
      step === "publish"
        ? answerOf(api.POST(`${ONE}/publish`, { params, headers }))
        : answerOf(api.POST(`${ONE}/withdraw`, { params, headers })),
    onSuccess: () => refresh(KEY),
  });
}

export function useTest({ id }: MessageTemplate): UseMutationResult<unknown, Error, void> {
  const { api, path } = useOrganizationApi();
  return useMutation<unknown, Error, void>({
    mutationFn: () => answerOf(api.POST(`${ONE}/test`, { params: { path: { ...path, message_template_id: id } } })),
  });
}

export function useRemove(): UseMutationResult<unknown, Error, MessageTemplate> {
  const { api, path, refresh } = useOrganizationApi();
  return useMutation<unknown, Error, MessageTemplate>({
    mutationFn: (over) =>
      answerOf(
        api.DELETE(ONE, {
          params: { path: { ...path, message_template_id: over.id } },
          headers: ifMatch(over),
        }),
      ),
    onSuccess: () => refresh(KEY),
  });
}
