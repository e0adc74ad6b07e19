// A form over something of the API: what it says, what changed, and whose version it is saved over.
import { useState } from "react";
import { fieldsThatDiffer } from "./fields";
import { useSaving, type Saving, type Source } from "./saving";

export interface EditingOptions<Form, Entity> extends Source<Form, Entity> {
  /** As it was opened; null makes one. */
  readonly entity: Entity | null;
  /** What the form of a new one begins with. */
  readonly empty: Form;
  readonly formOf: (entity: Entity) => Form;
  /** What it begins with where that is not what was opened: a former version. */
  readonly draft?: Form | undefined;
}

export interface Editing<Form, Entity> extends Omit<Saving<Form, Entity>, "save"> {
  readonly form: Form;
  readonly change: (changes: Partial<Form>) => void;
  /** The fields that differ from what was opened, in the form's order. */
  readonly changed: readonly (keyof Form)[];
  readonly isNew: boolean;
  /** Sends what the form says, unless nothing was changed. */
  readonly submit: () => void;
  /** Fields that this person changed and somebody else saved otherwise. */
  readonly conflicts: readonly (keyof Form)[];
  /** Their form, while both sides are shown. */
  readonly theirForm: Form | null;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/** A page of settings is used on after it was saved; a panel closes in `onSaved`. */
export function useEditing<Form extends object, Entity>(options: EditingOptions<Form, Entity>): Editing<Form, Entity> {
  const { entity, empty, formOf, draft, onSaved } = options;
  const [over, setOver] = useState(entity);
  const [base, setBase] = useState(() => (entity === null ? empty : formOf(entity)));
  const [form, setForm] = useState(draft ?? base);
  const begin = (from: Entity): void => {
    setOver(() => from);
    setBase(formOf(from));
    setForm(formOf(from));
  };
  const { save, ...saving } = useSaving<Form, Entity>({
    ...options,
    onSaved: (saved) => {
      begin(saved);
      onSaved(saved);
    },
  });
  const changed = fieldsThatDiffer(base, form);
  const theirForm = saving.theirs === null ? null : formOf(saving.theirs);
  return {
    ...saving,
    form,
    change: (changes) => setForm((now) => ({ ...now, ...changes })),
    changed,
    isNew: over === null,
    submit: () => {
      if (over === null || changed.length > 0) save(form, changed, over);
    },
    conflicts: theirForm === null ? [] : fieldsThatDiffer(form, theirForm).filter((name) => changed.includes(name)),
    theirForm,
    keepMine: () => {
      if (saving.theirs === null || theirForm === null) return;
      setOver(() => saving.theirs);
      const kept = Object.fromEntries(changed.map((name) => [name, form[name]])) as Partial<Form>;
      const merged = { ...theirForm, ...kept };
      setBase(theirForm);
      setForm(merged);
      save(merged, changed, saving.theirs);
    },
    takeTheirs: () => {
      if (saving.theirs !== null) begin(saving.theirs);
      saving.forgetConflict();
    },
  };
}
