// Saves a session: its new track first where it has one, then what the form says.
import { useRef, useState } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import type { FieldError } from "../../../ui/ErrorSummary";
import { isConflict } from "../session/connection";
import {
  useChangeSession,
  useCreateSession,
  useCreateTrack,
  useCurrentSession,
  useHere,
  type Written,
} from "./queries";
import type { Session } from "./schedule";
import { bodyOf, changesOf, fieldOf, NEW_TRACK, problemsOf, type SessionField, type SessionForm } from "./session-form";
import { useProgrammeTexts } from "./texts";

export interface Saving {
  /** Makes the session, or changes these fields of one over the version given. */
  readonly save: (form: SessionForm, changed: readonly SessionField[], over: Session | null) => void;
  readonly errors: ReadonlyMap<string, string>;
  readonly summary: readonly FieldError[];
  readonly attempt: number;
  readonly pending: boolean;
  /** What went wrong and belongs to no field. */
  readonly failure: Error | null;
  /** As somebody else saved it meanwhile. */
  readonly theirs: Session | null;
  readonly forgetConflict: () => void;
}

export function useSaving(onSaved: (session: Written) => void): Saving {
  const t = useProgrammeTexts();
  const { event } = useHere();
  const [create, change, createTrack] = [useCreateSession(), useChangeSession(), useCreateTrack()];
  const current = useCurrentSession();
  const made = useRef<string | null>(null);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [others, setOthers] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Error | null>(null);
  const [theirs, setTheirs] = useState<Session | null>(null);
  const [attempt, setAttempt] = useState(0);

  const fail = (error: unknown): void => {
    if (!(error instanceof Refused)) return setFailure(error as Error);
    const placed = placeErrors(error.problem, fieldOf);
    setErrors(placed.fields);
    setOthers(placed.others);
  };
  const withTrack = async (form: SessionForm): Promise<SessionForm> => {
    if (form.track !== NEW_TRACK) return form;
    made.current ??= (await createTrack.mutateAsync(form.newTrack.trim())).id;
    return { ...form, track: made.current };
  };
  const send = async (form: SessionForm, changed: readonly SessionField[], over: Session | null): Promise<void> => {
    try {
      const whole = await withTrack(form);
      onSaved(
        over === null
          ? await create.mutateAsync(bodyOf(whole, event.time_zone))
          : await change.mutateAsync({ session: over, changes: changesOf(whole, changed, event.time_zone) }),
      );
    } catch (error) {
      if (isConflict(error) && over !== null) await current(over.id).then(setTheirs, fail);
      else fail(error);
    }
  };
  return {
    save: (form, changed, over) => {
      const found = [...problemsOf(form)].map(([name, problem]) => [name, t(`wrong.${problem}`)] as const);
      setErrors(new Map(found));
      setOthers([]);
      setFailure(null);
      setTheirs(null);
      setAttempt((now) => now + 1);
      if (found.length === 0) void send(form, changed, over);
    },
    errors,
    summary: [
      ...[...errors].map(([name, text]) => ({ id: `session-${name}`, text })),
      ...others.map((text) => ({ id: null, text })),
    ],
    attempt,
    pending: create.isPending || change.isPending || createTrack.isPending,
    failure,
    theirs,
    forgetConflict: () => setTheirs(null),
  };
}
