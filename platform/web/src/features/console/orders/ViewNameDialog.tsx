// What a view is called, and who has it.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useOrderTexts } from "./texts";

export interface ViewNameDialogProps {
  readonly title: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly mayShare: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSave: (view: { readonly name: string; readonly is_shared: boolean }) => void;
  readonly onClose: () => void;
}

const LONGEST = 80;

export function ViewNameDialog(props: ViewNameDialogProps): ReactNode {
  const { title, mayShare, pending, error, onSave, onClose } = props;
  const t = useOrderTexts();
  const [name, setName] = useState(props.name);
  const [isShared, setShared] = useState(props.isShared);
  const send = (): void => {
    if (name.trim() !== "" && !pending) onSave({ name: name.trim(), is_shared: isShared });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button pending={pending} isDisabled={name.trim() === ""} onPress={send}>
        {t("save")}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {error !== null && <Failure error={error} />}
        <Field label={t("view.name")} required value={name} onChange={setName} maxLength={LONGEST} />
        {mayShare && (
          <Checkbox checked={isShared} onChange={setShared}>
            {t("view.forAll")}
          </Checkbox>
        )}
      </form>
    </Dialog>
  );
}
