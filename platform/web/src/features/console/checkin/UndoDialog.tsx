// Takes a check-in back, with a reason that the log keeps.
import type { ReactNode } from "react";
import { useNotify } from "../shell/notifications";
import { useUndo } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { useCheckinTexts } from "./texts";

interface UndoDialogProps {
  readonly admission: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function UndoDialog({ admission, name, onClose }: UndoDialogProps): ReactNode {
  const t = useCheckinTexts();
  const notify = useNotify();
  const undo = useUndo();
  const send = (reason: string): void =>
    undo.mutate(
      { admission, reason },
      {
        onSuccess: () => {
          notify(t("undo.done", { name }));
          onClose();
        },
      },
    );
  return (
    <ReasonDialog
      prefix="undo"
      title={t("undo.title", { name })}
      text={t("undo.text")}
      button={t("undo.button")}
      kind="danger"
      step={undo}
      onSend={send}
      onClose={onClose}
    />
  );
}
