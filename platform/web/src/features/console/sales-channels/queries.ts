// What the view of sales channels asks of the API, and what it changes there.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type ChannelSetting = Schemas["ChannelSetting"];
export type SettingChanges = Schemas["ChannelSettingChanges"];
export type NewSetting = Schemas["ChannelSettingFields"];

const SETTINGS = `${EVENT}/channel-settings` as const;
const SETTING = `${EVENT}/channel-settings/{channel_setting_id}` as const;

export function useSettings(): UseQueryResult<readonly ChannelSetting[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "channel-settings"],
    queryFn: async () => (await answerOf(api.GET(SETTINGS, { params: { path } }))).items,
  });
}

export function useFetchSetting(): (id: string) => Promise<ChannelSetting> {
  const { api, path } = useEventApi();
  return (channel_setting_id) => answerOf(api.GET(SETTING, { params: { path: { ...path, channel_setting_id } } }));
}

export interface SettingSaved {
  /** The version that is changed; null makes one. */
  readonly over: ChannelSetting | null;
  readonly body: SettingChanges | NewSetting;
}

export function useSaveSetting(): UseMutationResult<ChannelSetting, Error, SettingSaved> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ over, body }) =>
      over === null
        ? answerOf(api.POST(SETTINGS, { params: { path }, body: body as NewSetting }))
        : answerOf(
            api.PATCH(SETTING, {
              params: { path: { ...path, channel_setting_id: over.id } },
              body,
              headers: ifMatch(over),
            }),
          ),
    onSettled: () => refresh("channel-settings"),
  });
}

export function useDeleteSetting(): UseMutationResult<unknown, Error, ChannelSetting> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: (setting) =>
      api.DELETE(SETTING, {
        params: { path: { ...path, channel_setting_id: setting.id } },
        headers: ifMatch(setting),
      }),
    onSettled: () => refresh("channel-settings"),
  });
}

/** Lets what is kept and not sold go back now. */
export function useReturnAllotment(): UseMutationResult<ChannelSetting, Error, ChannelSetting> {
  const { api, path, refresh } = useEventApi();
  return useMutation({
    mutationFn: ({ id }) =>
      answerOf(api.POST(`${SETTING}/return`, { params: { path: { ...path, channel_setting_id: id } } })),
    onSettled: () => refresh("channel-settings"),
  });
}
