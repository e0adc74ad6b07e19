// A form over something of the API: what it says, what changed, and whose version it is saved over.
import { useState } from "react";
import { isConflict } from "../session/connection";
import { fieldsInConflict, fieldsOf, fieldsThatDiffer } from "./fields";
import { useSaving, type Manner, type Saving, type Source } from "./saving";

/** A form between what the API said and what is not saved yet. */
export interface Edited<Form, Entity> {
  /** The version that it is saved over; null makes one. */
  readonly over: Entity | null;
  /** What the API said of that version. */
  readonly there: Form;
  /** What is saved, as it was typed. */
  readonly base: Form;
  readonly form: Form;
}

export interface EditingOptions<Form, Entity> extends Source<Form, Entity> {
  /** As it was opened; null makes one. */
  readonly entity: Entity | null;
  /** What the form of a new one begins with. */
  readonly empty: Form;
  readonly formOf: (entity: Entity) => Form;
  /** What it begins with where that is not what was opened: a former version. */
  readonly draft?: Form | undefined;
  /** Begins with what was not saved the last time. */
  readonly begin?: () => Edited<Form, Entity>;
  /** What was typed stays as it was typed once it is saved, for those who are still writing. */
  readonly staysTyped?: boolean;
}

export interface Editing<Form, Entity> extends Omit<Saving<Form, Entity>, "save"> {
  readonly form: Form;
  readonly change: (changes: Partial<Form>) => void;
  /** The fields that differ from what was opened, in the form's order. */
  readonly changed: readonly (keyof Form)[];
  readonly isNew: boolean;
  /** Sends what the form says, unless nothing was changed. */
  readonly submit: (manner?: Manner) => void;
  /** Fields that this person changed and somebody else saved otherwise. */
  readonly conflicts: readonly (keyof Form)[];
  /** Their form, while both sides are shown. */
  readonly theirForm: Form | null;
  /** Saves mine over theirs; with fields that say something third where both have to stay. */
  readonly keepMine: (joined?: Partial<Form>) => void;
  readonly takeTheirs: () => void;
  readonly edited: Edited<Form, Entity>;
  /** Shows a newer version to somebody who changed nothing. */
  readonly follow: (entity: Entity) => void;
}

/**
 * A page of settings is used on after it was saved; a panel closes in `onSaved`. What somebody else saved
 * meanwhile in other fields is kept by itself; both sides are shown where two changed the same one.
 */
export function useEditing<Form extends object, Entity>(options: EditingOptions<Form, Entity>): Editing<Form, Entity> {
  const { formOf, onSaved, staysTyped = false } = options;
  const [edited, setEdited] = useState(options.begin ?? (() => opened(options)));
  const { over, there, form } = edited;
  const { save, ...saving } = useSaving<Form, Entity>({
    ...options,
    write: mergingWrite(options, there),
    onSaved: (saved, sent, names) => {
      setEdited((now) => afterSaving(now, { saved, said: formOf(saved), sent, kept: staysTyped ? names : [] }));
      onSaved(saved, sent, names);
    },
  });
  const changed = fieldsThatDiffer(edited.base, form);
  const theirForm = saving.theirs === null ? null : formOf(saving.theirs);
  return {
    ...saving,
    form,
    change: (changes) => setEdited((now) => ({ ...now, form: { ...now.form, ...changes } })),
    changed,
    isNew: over === null,
    submit: (manner) => {
      if (over === null || changed.length > 0) save(form, changed, over, manner);
    },
    conflicts: theirForm === null ? [] : fieldsInConflict(there, form, theirForm, changed),
    theirForm,
    keepMine: (joined) => {
      if (saving.theirs === null || theirForm === null) return;
      const merged = { ...theirForm, ...fieldsOf(form, changed), ...joined };
      setEdited({ over: saving.theirs, there: theirForm, base: theirForm, form: merged });
      save(merged, changed, saving.theirs);
    },
    takeTheirs: () => {
      const { theirs } = saving;
      if (theirs !== null && theirForm !== null) {
        const mine = fieldsOf(
          form,
          changed.filter((name) => !fieldsInConflict(there, form, theirForm, changed).includes(name)),
        );
        setEdited({ ...editedOf(theirs, theirForm), form: { ...theirForm, ...mine } });
      }
      saving.forgetConflict();
    },
    edited,
    follow: (newer) => setEdited(editedOf(newer, formOf(newer))),
  };
}

function opened<Form, Entity>({ entity, empty, formOf, draft }: EditingOptions<Form, Entity>): Edited<Form, Entity> {
  const edited = editedOf(entity, entity === null ? empty : formOf(entity));
  return draft === undefined ? edited : { ...edited, form: draft };
}

function editedOf<Form, Entity>(over: Entity | null, form: Form): Edited<Form, Entity> {
  return { over, there: form, base: form, form };
}

interface Saved<Form, Entity> {
  readonly saved: Entity;
  readonly said: Form;
  readonly sent: Form;
  /** The fields that stay as they were typed. */
  readonly kept: readonly (keyof Form)[];
}

/** What was typed while it was sent is not saved yet. */
function afterSaving<Form extends object, Entity>(
  now: Edited<Form, Entity>,
  { saved, said, sent, kept }: Saved<Form, Entity>,
): Edited<Form, Entity> {
  const later = fieldsThatDiffer(sent, now.form);
  return {
    over: saved,
    there: said,
    base: { ...said, ...fieldsOf(sent, kept) },
    form: { ...said, ...fieldsOf(sent, kept), ...fieldsOf(now.form, later) },
  };
}

const MOST_MERGES = 3;

/** Writes over what others saved in other fields meanwhile; a conflict is where both changed the same. */
function mergingWrite<Form extends object, Entity>(
  { write, current, formOf }: EditingOptions<Form, Entity>,
  there: Form,
): Source<Form, Entity>["write"] {
  const attempt = async (
    form: Form,
    changed: readonly (keyof Form)[],
    over: Entity | null,
    left: number,
  ): Promise<Entity> => {
    try {
      return await write(form, changed, over);
    } catch (error) {
      if (!isConflict(error) || over === null || left === 0) throw error;
      const newest = await current(over);
      const theirs = formOf(newest);
      if (fieldsInConflict(there, form, theirs, changed).length > 0) throw error;
      return attempt({ ...theirs, ...fieldsOf(form, changed) }, changed, newest, left - 1);
    }
  };
  return (form, changed, over) => attempt(form, changed, over, MOST_MERGES);
}
