// How a session is saved: its new track first where it has one, then what the form says.
import { useRef } from "react";
import type { Source } from "../parts/saving";
import {
  useChangeSession,
  useCreateSession,
  useCreateTrack,
  useCurrentSession,
  useHere,
  type Written,
} from "./queries";
import type { Session } from "./schedule";
import { bodyOf, changesOf, fieldOf, NEW_TRACK, problemsOf, type SessionForm } from "./session-form";
import { useProgrammeTexts } from "./texts";

export function useSessionSource(onSaved: (session: Written) => void): Source<SessionForm, Session> {
  const t = useProgrammeTexts();
  const { time_zone: zone } = useHere().event;
  const [create, change, createTrack] = [useCreateSession(), useChangeSession(), useCreateTrack()];
  const fetchSession = useCurrentSession();
  const made = useRef<string | null>(null);
  const withTrack = async (form: SessionForm): Promise<SessionForm> => {
    if (form.track !== NEW_TRACK) return form;
    made.current ??= (await createTrack.mutateAsync(form.newTrack.trim())).id;
    return { ...form, track: made.current };
  };
  return {
    prefix: "session",
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, problem]) => [name, t(`wrong.${problem}`)])),
    fieldOf,
    current: ({ id }) => fetchSession(id),
    write: async (form, changed, over) => {
      const whole = await withTrack(form);
      return over === null
        ? create.mutateAsync(bodyOf(whole, zone))
        : change.mutateAsync({ session: over, changes: changesOf(whole, changed, zone) });
    },
    onSaved: (session) => onSaved(session as Written),
  };
}
