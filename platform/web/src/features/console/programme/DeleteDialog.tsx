// Asks before something goes, and says what follows from it.
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { useNotify } from "../shell/notifications";
import { useProgrammeTexts } from "./texts";

export interface DeleteDialogProps<T> {
  readonly name: string;
  readonly text: string;
  readonly what: T;
  readonly remove: UseMutationResult<unknown, Error, T>;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function DeleteDialog<T>({ name, text, what, remove, onDeleted, onClose }: DeleteDialogProps<T>): ReactNode {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const confirm = (): void =>
    remove.mutate(what, {
      onSuccess: () => {
        notify(t("deleted", { name }));
        onClose();
        onDeleted();
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button kind="danger" pending={remove.isPending} onPress={confirm}>
        {t("delete")}
      </Button>
    </>
  );
  return (
    <Dialog open alert title={t("deleteTitle", { name })} onClose={onClose} actions={actions}>
      <div className="stack">
        <p>{text}</p>
        {remove.isError && <Failure error={remove.error} />}
      </div>
    </Dialog>
  );
}
