// Saves a form by itself once its writer pauses, and keeps in the tab what is not saved yet.
import { useEffect, useEffectEvent, useState } from "react";
import { useEditing, type Edited, type Editing, type EditingOptions } from "./editing";
import { fieldsOf } from "./fields";

export interface AutosaveOptions<Form, Entity> extends Omit<EditingOptions<Form, Entity>, "begin" | "staysTyped"> {
  readonly entity: Entity;
  /** Whether it is saved by itself; otherwise it is kept in the tab until somebody saves it. */
  readonly auto: boolean;
  /** Names what is edited, such as "details:…". */
  readonly keptAs: string;
}

export type AutosaveState = "saved" | "unsaved" | "saving" | "wrong" | "failed";

export interface Autosave<Form, Entity> extends Editing<Form, Entity> {
  readonly state: AutosaveState;
  /** Whether it began with what was not saved the last time. */
  readonly isRestored: boolean;
  /** Goes back to what is saved. */
  readonly discard: () => void;
}

interface Versioned {
  readonly version: number;
}

interface Kept<Form> {
  readonly version: number;
  readonly began: Partial<Form>;
  readonly mine: Partial<Form>;
}

const PAUSE = 1_500;
const RETRY = 10_000;
const PREFIX = "turnout-unsaved:";

export function useAutosave<Form extends object, Entity extends Versioned>(
  options: AutosaveOptions<Form, Entity>,
): Autosave<Form, Entity> {
  const { entity, formOf, auto, keptAs } = options;
  const [kept] = useState(() => readKept<Form>(keptAs));
  const [isRestored, setRestored] = useState(kept !== null);
  const editing = useEditing<Form, Entity>({
    ...options,
    staysTyped: auto,
    begin: () => begin(entity, formOf(entity), kept),
    onSaved: (saved, sent, names) => {
      forgetKept(keptAs); // also when it is saved after the view was left
      options.onSaved(saved, sent, names);
    },
  });
  const { changed, pending, theirForm, follow, edited } = editing;
  const isClean = changed.length === 0 && !pending;
  if (isClean && edited.over !== null && entity.version > edited.over.version) follow(entity);
  useKept(keptAs, editing);
  useSavedByItself(editing, auto && theirForm === null);
  return {
    ...editing,
    state: stateOf(editing),
    isRestored: isRestored && !isClean,
    discard: () => {
      setRestored(false);
      follow(entity.version > (edited.over?.version ?? 0) ? entity : (edited.over ?? entity));
    },
  };
}

function begin<Form extends object, Entity extends Versioned>(
  entity: Entity,
  form: Form,
  kept: Kept<Form> | null,
): Edited<Form, Entity> {
  if (kept === null) return { over: entity, there: form, base: form, form };
  const there = { ...form, ...kept.began };
  // Over the version that was seen then: what others saved since comes up as a conflict.
  return { over: { ...entity, version: kept.version }, there, base: form, form: { ...form, ...kept.mine } };
}

function stateOf<Form, Entity>({ pending, failure, errors, others, changed }: Editing<Form, Entity>): AutosaveState {
  if (pending) return "saving";
  if (failure !== null) return "failed";
  if (errors.size > 0 || others.length > 0) return "wrong";
  return changed.length > 0 ? "unsaved" : "saved";
}

/** Saves after a pause, at once when the page is left, and again after a while where that failed. */
function useSavedByItself<Form extends object, Entity>(editing: Editing<Form, Entity>, isOn: boolean): void {
  const { form, changed, pending, failure } = editing;
  const [tried, setTried] = useState<Form | null>(null);
  const isTried = form === tried;
  const isDue = isOn && !pending && changed.length > 0 && (!isTried || failure !== null);
  const save = useEffectEvent(() => {
    setTried(form);
    editing.submit("quietly");
  });
  const leave = useEffectEvent(() => {
    if (isOn && !pending && changed.length > 0 && !isTried) save();
  });
  useEffect(() => {
    if (!isDue) return undefined;
    const timer = setTimeout(() => save(), isTried ? RETRY : PAUSE);
    return () => clearTimeout(timer);
  }, [isDue, isTried, form]);
  useEffect(() => {
    const onHidden = (): void => {
      if (document.visibilityState === "hidden") leave();
    };
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      leave();
    };
  }, []);
}

function useKept<Form extends object, Entity extends Versioned>(
  keptAs: string,
  { changed, edited }: Editing<Form, Entity>,
): void {
  const { over, there, form } = edited;
  const text =
    over === null || changed.length === 0
      ? null
      : JSON.stringify({ version: over.version, began: fieldsOf(there, changed), mine: fieldsOf(form, changed) });
  useEffect(() => {
    if (text === null) return forgetKept(keptAs);
    try {
      sessionStorage.setItem(PREFIX + keptAs, text);
    } catch {
      // A full or closed storage: what is typed is on the page still.
    }
  }, [keptAs, text]);
}

function forgetKept(keptAs: string): void {
  try {
    sessionStorage.removeItem(PREFIX + keptAs);
  } catch {
    // A closed storage holds nothing.
  }
}

function readKept<Form>(keptAs: string): Kept<Form> | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + keptAs) ?? "null") as Kept<Form> | null;
  } catch {
    return null;
  }
}
