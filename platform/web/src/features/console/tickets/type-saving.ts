// Saves a ticket type: the pool first where it needs a new one, then what the form says.
import { useRef, useState } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import type { FieldError } from "../../../ui/ErrorSummary";
import { isConflict } from "../session/connection";
import { useChangeType, useCreateType, useSavePool } from "./queries";
import { useTicketTexts } from "./texts";
import {
  bodyOf,
  changesOf,
  fieldOf,
  NEW_POOL,
  NO_POOL,
  problemsOf,
  type Place,
  type TicketType,
  type TypeField,
  type TypeForm,
} from "./type-form";

export interface Saving {
  /** Makes the ticket type, or changes these fields of one over the version given. */
  readonly save: (form: TypeForm, changed: readonly TypeField[], over: TicketType | null) => void;
  readonly errors: ReadonlyMap<string, string>;
  readonly summary: readonly FieldError[];
  readonly attempt: number;
  readonly pending: boolean;
  /** What went wrong and belongs to no field. */
  readonly failure: Error | null;
  /** Somebody else saved meanwhile. */
  readonly conflict: boolean;
  readonly forgetConflict: () => void;
}

export function useSaving(place: Place, onSaved: (type: TicketType) => void): Saving {
  const t = useTicketTexts();
  const [create, change, savePool] = [useCreateType(), useChangeType(), useSavePool()];
  const made = useRef<string | null>(null);
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [others, setOthers] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Error | null>(null);
  const [conflict, setConflict] = useState(false);
  const [attempt, setAttempt] = useState(0);

  const fail = (error: unknown): void => {
    if (isConflict(error)) return setConflict(true);
    if (!(error instanceof Refused)) return setFailure(error as Error);
    const placed = placeErrors(error.problem, fieldOf);
    setErrors(placed.fields);
    setOthers(placed.others);
  };
  const poolOf = async (form: TypeForm): Promise<string | null> => {
    if (form.pool === NO_POOL) return null;
    if (form.pool !== NEW_POOL) return form.pool;
    made.current ??= (
      await savePool.mutateAsync({ pool: null, name: form.name.trim(), capacity: Number(form.capacity) })
    ).id;
    return made.current;
  };
  const send = async (form: TypeForm, changed: readonly TypeField[], over: TicketType | null): Promise<void> => {
    try {
      const pool = await poolOf(form);
      onSaved(
        over === null
          ? await create.mutateAsync(bodyOf(form, pool, place))
          : await change.mutateAsync({
              type: over,
              changes: changesOf({ ...form, pool: pool ?? over.pool_id }, changed, place),
            }),
      );
    } catch (error) {
      fail(error);
    }
  };
  return {
    save: (form, changed, over) => {
      const found = [...problemsOf(form, place)].map(([name, problem]) => [name, t(`wrong.${problem}`)] as const);
      setErrors(new Map(found));
      setOthers([]);
      setFailure(null);
      setConflict(false);
      setAttempt((now) => now + 1);
      if (found.length === 0) void send(form, changed, over);
    },
    errors,
    summary: [
      ...[...errors].map(([name, text]) => ({ id: `type-${name}`, text })),
      ...others.map((text) => ({ id: null, text })),
    ],
    attempt,
    pending: create.isPending || change.isPending || savePool.isPending,
    failure,
    conflict,
    forgetConflict: () => setConflict(false),
  };
}
