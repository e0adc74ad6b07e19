// Takes a check-in back, with a reason that the log keeps.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useNotify } from "../shell/notifications";
import { useUndo } from "./queries";
import { useCheckinTexts } from "./texts";

const LONGEST_REASON = 200;

interface UndoDialogProps {
  readonly admission: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function UndoDialog({ admission, name, onClose }: UndoDialogProps): ReactNode {
  const t = useCheckinTexts();
  const notify = useNotify();
  const undo = useUndo();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    if (reason.trim() === "") return;
    undo.mutate(
      { admission, reason: reason.trim() },
      {
        onSuccess: () => {
          notify(t("undo.done", { name }));
          onClose();
        },
      },
    );
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button kind="danger" type="submit" form="undo-form" pending={undo.isPending}>
        {t("undo.button")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("undo.title", { name })} onClose={onClose} actions={actions}>
      <form
        id="undo-form"
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        {undo.isError && <Failure error={undo.error} />}
        <p>{t("undo.text")}</p>
        <Field
          id="undo-reason"
          label={t("undo.reason")}
          required
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={setReason}
          error={isTried && reason.trim() === "" ? t("wrong.reason") : undefined}
        />
      </form>
    </Dialog>
  );
}
