// Asks before a session goes, and says what those who chose it hear.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { useNotify } from "../shell/notifications";
import { useDeleteSession } from "./queries";
import type { Session } from "./schedule";
import { useProgrammeTexts } from "./texts";

export interface DeleteSessionProps {
  readonly session: Session;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function DeleteSession({ session, onDeleted, onClose }: DeleteSessionProps): ReactNode {
  const t = useProgrammeTexts();
  const notify = useNotify();
  const remove = useDeleteSession();
  const confirm = (): void =>
    remove.mutate(session, {
      onSuccess: () => {
        notify(t("deleted", { name: session.title }));
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
    <Dialog open alert title={t("deleteSession", { name: session.title })} onClose={onClose} actions={actions}>
      <div className="stack">
        <p>{t("deleteText")}</p>
        {remove.isError && <Failure error={remove.error} />}
      </div>
    </Dialog>
  );
}
