// Reminders of an event: when they are sent, what they start from, and what is done with one of them.
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { answerOf, type Schemas } from "../../../api/client";
import type { MailActions } from "../announcements/queries";
import { usePaged, type Paged } from "../parts/paged";
import { ifMatch } from "../session/connection";
import { EVENT, useEventApi } from "../shell/event-api";

export type Reminder = Schemas["Reminder"];
export type NewReminder = Schemas["RemindersNewReminder"];
export type Timing = Schemas["RemindersTiming"];
export type Moment = Schemas["RemindersMoment"];
export type Preset = Schemas["RemindersPreset"];

const LIST = `${EVENT}/reminders` as const;
const ONE = `${EVENT}/reminders/{reminder_id}` as const;

export function useReminders(): Paged<Reminder> {
  const { api, path, key } = useEventApi();
  return usePaged<Reminder>([...key, "reminders"], (place) =>
    answerOf(api.GET(LIST, { params: { path, query: place } })),
  );
}

export function useReminder(id: string): UseQueryResult<Reminder> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "reminder", id],
    queryFn: () => answerOf(api.GET(ONE, { params: { path: { ...path, reminder_id: id } } })),
  });
}

export function useFetchReminder(): (entity: Reminder) => Promise<Reminder> {
  const { api, path } = useEventApi();
  return ({ id }) => answerOf(api.GET(ONE, { params: { path: { ...path, reminder_id: id } } }));
}

/** Reminders to start from, in the languages of the event. */
export function usePresets(): UseQueryResult<readonly Preset[]> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "reminder-presets"],
    queryFn: () => answerOf(api.GET(`${LIST}/presets`, { params: { path } })),
  });
}

/** When a reminder would be sent, as the event stands now. */
export function useMoment(timing: Timing): UseQueryResult<Moment> {
  const { api, path, key } = useEventApi();
  return useQuery({
    queryKey: [...key, "reminder-moment", timing],
    queryFn: () => answerOf(api.POST(`${LIST}/moment`, { params: { path }, body: timing })),
  });
}

export interface Written {
  readonly body: NewReminder;
  readonly over: Reminder | null;
}

export function useWriteReminder(): UseMutationResult<Reminder, Error, Written> {
  const { api, client, path, key } = useEventApi();
  return useMutation({
    mutationFn: ({ body, over }) => {
      if (over === null) return answerOf(api.POST(LIST, { params: { path }, body }));
      const params = { path: { ...path, reminder_id: over.id } };
      return answerOf(api.PATCH(ONE, { params, body, headers: ifMatch(over) }));
    },
    onSuccess: (saved) => {
      client.setQueryData([...key, "reminder", saved.id], saved);
      void client.invalidateQueries({ queryKey: [...key, "reminders"] });
      void client.invalidateQueries({ queryKey: [...key, "reminder-preview", saved.id] });
    },
  });
}

export function useDeleteReminder(): UseMutationResult<unknown, Error, Reminder> {
  const { api, path, refresh } = useEventApi();
  return useMutation<unknown, Error, Reminder>({
    mutationFn: (over) =>
      answerOf(api.DELETE(ONE, { params: { path: { ...path, reminder_id: over.id } }, headers: ifMatch(over) })),
    onSuccess: () => refresh("reminders"),
  });
}

/** The mail of a reminder, as it was last saved. */
export function useReminderMail(id: string): MailActions {
  const { api, path, key } = useEventApi();
  const at = { ...path, reminder_id: id };
  return {
    queryKey: [...key, "reminder-preview", id],
    show: (language) => answerOf(api.GET(`${ONE}/preview`, { params: { path: at, query: { language } } })),
    sendTest: (language, channel) =>
      answerOf(api.POST(`${ONE}/test`, { params: { path: at }, body: { language, channel } })),
  };
}
