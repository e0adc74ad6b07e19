// Saves what a form says, over the version that it began with; what is wrong stands at its field.
import { useState } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import type { FieldError } from "../../../ui/ErrorSummary";
import { isConflict, NotConfirmed } from "../session/connection";

export interface Source<Form, Entity> {
  /** What the ids of fields begin with. */
  readonly prefix: string;
  /** Field → what is wrong, before anything is sent. */
  readonly problemsOf: (form: Form) => ReadonlyMap<string, string>;
  /** The field that a pointer of the API means. */
  readonly fieldOf: (pointer: string) => string | null;
  /** Makes one where there is none to change; settings that are replaced whole leave `changed` aside. */
  readonly write: (form: Form, changed: readonly (keyof Form)[], over: Entity | null) => Promise<Entity>;
  /** As it is now, after somebody else saved it. */
  readonly current: (over: Entity) => Promise<Entity>;
  /** With the form as it was sent. */
  readonly onSaved: (entity: Entity, form: Form, changed: readonly (keyof Form)[]) => void;
}

/** "quietly": without the summary of what is wrong, which takes the focus. */
export type Manner = "openly" | "quietly";

export interface Saving<Form, Entity> {
  readonly save: (form: Form, changed: readonly (keyof Form)[], over: Entity | null, manner?: Manner) => void;
  readonly errors: ReadonlyMap<string, string>;
  readonly summary: readonly FieldError[];
  /** What the API refused and belongs to no field. */
  readonly others: readonly string[];
  readonly attempt: number;
  readonly pending: boolean;
  /** What went wrong and belongs to no field. */
  readonly failure: Error | null;
  /** As somebody else saved it meanwhile. */
  readonly theirs: Entity | null;
  readonly forgetConflict: () => void;
}

export function useSaving<Form, Entity>(source: Source<Form, Entity>): Saving<Form, Entity> {
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [others, setOthers] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Error | null>(null);
  const [theirs, setTheirs] = useState<Entity | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [isQuiet, setQuiet] = useState(false);
  const [pending, setPending] = useState(false);
  const fail = (error: unknown): void => {
    if (error instanceof NotConfirmed) return;
    if (!(error instanceof Refused)) return setFailure(error as Error);
    const placed = placeErrors(error.problem, source.fieldOf);
    setErrors(placed.fields);
    setOthers(placed.others);
  };
  const send: Saving<Form, Entity>["save"] = (form, changed, over) => {
    setPending(true);
    void source
      .write(form, changed, over)
      .then(
        (saved) => source.onSaved(saved, form, changed),
        (error: unknown) =>
          isConflict(error) && over !== null
            ? source.current(over).then((now) => setTheirs(() => now), fail)
            : fail(error),
      )
      .finally(() => setPending(false));
  };
  return {
    save: (form, changed, over, manner = "openly") => {
      const found = source.problemsOf(form);
      setErrors(found);
      setOthers([]);
      setFailure(null);
      setTheirs(null);
      setQuiet(manner === "quietly");
      if (manner === "openly") setAttempt((now) => now + 1);
      if (found.size === 0) send(form, changed, over);
    },
    errors,
    summary: isQuiet
      ? []
      : [
          ...[...errors].map(([name, text]) => ({ id: `${source.prefix}-${name}`, text })),
          ...others.map((text) => ({ id: null, text })),
        ],
    others,
    attempt,
    pending,
    failure,
    theirs,
    forgetConflict: () => setTheirs(null),
  };
}
