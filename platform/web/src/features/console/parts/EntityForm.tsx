// The form of something that is saved as a whole and never over what others saved: on a page, in a dialog or a panel.
import { useId, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { classNames } from "../../../ui/class-names";
import { Dialog, SidePanel } from "../../../ui/Dialog";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { BothSides, type Difference } from "../shell/BothSides";
import { useConsoleTexts } from "../shell/texts";
import type { Editing } from "./editing";
import "./parts.css";

interface CommonProps<Form, Entity> {
  readonly editing: Editing<Form, Entity>;
  /** What the button says that sends it; "Save changes" if left out. */
  readonly submit?: string;
  /** What a field is called where both sides of a conflict stand; null for what another field says too. */
  readonly labelOf: (name: keyof Form) => string | null;
  /** What a field says there; as it is for texts and numbers. */
  readonly shownOf?: (form: Form, name: keyof Form) => string;
  /** Who may not save sees the fields only. */
  readonly editable?: boolean;
  /** The fields in conflict as they say what both wrote; left out where that makes no sense. */
  readonly joinOf?: (mine: Form, theirs: Form, conflicts: readonly (keyof Form)[]) => Partial<Form>;
  readonly children: ReactNode;
}

export interface EntityFormProps<Form, Entity> extends CommonProps<Form, Entity> {
  /** Beside the button, which then stays in sight: whether all is saved. */
  readonly status?: ReactNode;
}

/** On a page of its own: the button stands under the fields. */
export function EntityForm<Form extends object, Entity>(props: EntityFormProps<Form, Entity>): ReactNode {
  const { editing, submit, status, editable = true } = props;
  const t = useConsoleTexts();
  const id = useId();
  const isUntouched = !editing.isNew && editing.changed.length === 0;
  return (
    <>
      <Fields {...props} id={id} />
      {editable && (
        <div className={classNames("editor__foot row", status !== undefined && "editor__foot--in-sight")}>
          <Button type="submit" form={id} pending={editing.pending} isDisabled={isUntouched}>
            {submit ?? t("save")}
          </Button>
          {status}
        </div>
      )}
    </>
  );
}

export interface EntityPanelProps<Form, Entity> extends CommonProps<Form, Entity> {
  readonly title: string;
  readonly onClose: () => void;
  /** A few fields stand in a dialog, many in a panel beside the list. */
  readonly kind?: "dialog" | "panel";
  /** Left out for what cannot be deleted here. */
  readonly onDelete?: () => void;
}

export function EntityPanel<Form extends object, Entity>(props: EntityPanelProps<Form, Entity>): ReactNode {
  const { editing, submit, title, kind = "panel", editable = true, onClose, onDelete } = props;
  const t = useConsoleTexts();
  const id = useId();
  const isUntouched = !editing.isNew && editing.changed.length === 0;
  const actions = (
    <>
      {onDelete !== undefined && !editing.isNew && (
        <Button kind="danger" onPress={onDelete}>
          {t("delete")}
        </Button>
      )}
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button type="submit" form={id} pending={editing.pending} isDisabled={isUntouched}>
        {submit ?? t("save")}
      </Button>
    </>
  );
  const Surface = kind === "panel" ? SidePanel : Dialog;
  return (
    <Surface open title={title} onClose={onClose} {...(editable ? { actions } : {})}>
      <Fields {...props} id={id} />
    </Surface>
  );
}

function Fields<Form extends object, Entity>(props: CommonProps<Form, Entity> & { readonly id: string }): ReactNode {
  const { editing, labelOf, joinOf, id, children } = props;
  const { theirForm } = editing;
  const joined = theirForm === null ? {} : (joinOf?.(editing.form, theirForm, editing.conflicts) ?? {});
  const shownOf = props.shownOf ?? ((form: Form, name: keyof Form) => String(form[name]));
  const submit = (submitted: FormEvent): void => {
    submitted.preventDefault();
    editing.submit();
  };
  const differenceIn = (theirs: Form, name: keyof Form): Difference[] => {
    const label = labelOf(name);
    if (label === null) return [];
    return [{ id: String(name), label, mine: shownOf(editing.form, name), theirs: shownOf(theirs, name) }];
  };
  return (
    <>
      <form id={id} className="editor" noValidate onSubmit={submit}>
        <ErrorSummary attempt={editing.attempt} errors={editing.summary} />
        {editing.failure !== null && <Failure error={editing.failure} />}
        {children}
      </form>
      {theirForm !== null && (
        <BothSides
          differences={editing.conflicts.flatMap((name) => differenceIn(theirForm, name))}
          onKeepMine={() => editing.keepMine()}
          {...(Object.keys(joined).length === 0 ? {} : { onKeepBoth: () => editing.keepMine(joined) })}
          onTakeTheirs={editing.takeTheirs}
          onClose={editing.forgetConflict}
        />
      )}
    </>
  );
}
