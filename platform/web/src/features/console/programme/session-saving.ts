// Saves a session: its new track first where it has one, then what the form says.
import { useRef } from "react";
import {
  useChangeSession,
  useCreateSession,
  useCreateTrack,
  useCurrentSession,
  useHere,
  type Written,
} from "./queries";
import { useSaving, type Saving } from "./saving";
import type { Session } from "./schedule";
import { bodyOf, changesOf, fieldOf, NEW_TRACK, problemsOf, type SessionForm } from "./session-form";
import { useProgrammeTexts } from "./texts";

export function useSessionSaving(onSaved: (session: Written) => void): Saving<SessionForm, Session> {
  const t = useProgrammeTexts();
  const { time_zone: zone } = useHere().event;
  const [create, change, createTrack] = [useCreateSession(), useChangeSession(), useCreateTrack()];
  const made = useRef<string | null>(null);
  const withTrack = async (form: SessionForm): Promise<SessionForm> => {
    if (form.track !== NEW_TRACK) return form;
    made.current ??= (await createTrack.mutateAsync(form.newTrack.trim())).id;
    return { ...form, track: made.current };
  };
  return useSaving<SessionForm, Session>({
    prefix: "session",
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, problem]) => [name, t(`wrong.${problem}`)])),
    fieldOf,
    current: useCurrentSession(),
    write: async (form, changed, over) => {
      const whole = await withTrack(form);
      return over === null
        ? create.mutateAsync(bodyOf(whole, zone))
        : change.mutateAsync({ session: over, changes: changesOf(whole, changed, zone) });
    },
    onSaved: (session) => onSaved(session as Written),
  });
}
