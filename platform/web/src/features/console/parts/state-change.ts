// A change of one thing out of a list: refused, it is said why; done, it can be taken back by one press.
import { isConflict, NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";

/** Says that a change was not saved: somebody else was faster, or it failed. */
export function useNotSaved(): (error: unknown) => void {
  const t = useConsoleTexts();
  const notify = useNotify();
  return (error) => {
    if (error instanceof NotConfirmed) return;
    notify({ kind: "bad", text: t(isConflict(error) ? "changedMeanwhile" : "notSaved") });
  };
}

export interface StateChange<Entity, State> {
  /** Over the version that is given; answers the new one. */
  readonly write: (over: Entity, state: State) => Promise<Entity>;
  readonly stateOf: (entity: Entity) => State;
  /** What is said once it is done. */
  readonly done: (entity: Entity, state: State) => string;
}

/** Pauses, resumes, archives: said when done, with a way back. */
export function useStateChange<Entity, State>({
  write,
  stateOf,
  done,
}: StateChange<Entity, State>): (entity: Entity, state: State) => void {
  const t = useConsoleTexts();
  const notify = useNotify();
  const notSaved = useNotSaved();
  return (entity, state) => {
    const undo = (saved: Entity): void => void write(saved, stateOf(entity)).catch(notSaved);
    void write(entity, state).then(
      (saved) => notify({ text: done(entity, state), action: { label: t("undo"), onPress: () => undo(saved) } }),
      notSaved,
    );
  };
}
