// Asks before something is deleted, says why it cannot be, and offers what can be done instead.
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";

const CONFLICT = 409;
const PRECONDITION_FAILED = 412;

export interface RemoveDialogProps<T> {
  readonly title: string;
  readonly text: string;
  readonly what: T;
  readonly remove: UseMutationResult<unknown, Error, T>;
  /** Said when it is gone. */
  readonly onDone: string;
  readonly onClose: () => void;
  /** What else follows, such as closing the panel that it was opened in. */
  readonly onRemoved?: () => void;
  /** The button, where it is not "Delete". */
  readonly confirm?: string;
  /** What can be done with something that is in use. */
  readonly instead?: { readonly label: string; readonly onPress: () => void };
}

export function RemoveDialog<T>(props: RemoveDialogProps<T>): ReactNode {
  const { title, text, what, remove, onDone, onClose, onRemoved, confirm, instead } = props;
  const t = useConsoleTexts();
  const notify = useNotify();
  const problem = remove.error instanceof Refused ? remove.error.problem : null;
  const isUsed = problem?.status === CONFLICT;
  const isChanged = problem?.status === PRECONDITION_FAILED;
  const close = (): void => {
    remove.reset();
    onClose();
  };
  const send = (): void =>
    remove.mutate(what, {
      onSuccess: () => {
        notify(onDone);
        close();
        onRemoved?.();
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={close}>
        {t("cancel")}
      </Button>
      {isUsed && instead !== undefined && (
        <Button
          onPress={() => {
            instead.onPress();
            close();
          }}
        >
          {instead.label}
        </Button>
      )}
      {!isUsed && (
        <Button kind="danger" pending={remove.isPending} onPress={send}>
          {confirm ?? t("delete")}
        </Button>
      )}
    </>
  );
  return (
    <Dialog open alert title={title} onClose={close} actions={actions}>
      <div className="stack">
        {isUsed ? <Notice title={problem.title}>{problem.detail}</Notice> : <p>{text}</p>}
        {isChanged && <p className="error">{t("changedMeanwhile")}</p>}
        {remove.isError && !isUsed && !isChanged && !(remove.error instanceof NotConfirmed) && (
          <Failure error={remove.error} />
        )}
      </div>
    </Dialog>
  );
}
