// Takes a check-in, or an exit, back, with a reason that the log keeps.
import type { ReactNode } from "react";
import { useNotify } from "../shell/notifications";
import { useUndo, type Undone } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { useCheckinTexts } from "./texts";

interface UndoDialogProps {
  readonly undone: Undone;
  readonly name: string;
  readonly onClose: () => void;
}

export function UndoDialog({ undone, name, onClose }: UndoDialogProps): ReactNode {
  const t = useCheckinTexts();
  const notify = useNotify();
  const undo = useUndo();
  const isExit = undone.kind === "exit";
  const send = (reason: string): void =>
    undo.mutate(
      { ...undone, reason },
      {
        onSuccess: () => {
          notify(t(isExit ? "undo.exitDone" : "undo.done", { name }));
          onClose();
        },
      },
    );
  return (
    <ReasonDialog
      prefix="undo"
      title={t(isExit ? "undo.exitTitle" : "undo.title", { name })}
      text={t(isExit ? "undo.exitText" : "undo.text")}
      button={t("undo.button")}
      kind="danger"
      step={undo}
      onSend={send}
      onClose={onClose}
    />
  );
}
