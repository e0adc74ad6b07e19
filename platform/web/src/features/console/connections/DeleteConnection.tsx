// Asks before a connection is deleted; what payments still need of it is said, and may be given up where it can be.
import type { ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { isOn, type Connection } from "./adapters";
import { useDeleteConnection } from "./queries";
import { useConnectionTexts } from "./texts";

const IN_USE = "connections.in-use";

export interface DeleteConnectionProps {
  readonly connection: Connection;
  readonly onSwitchOff: () => void;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteConnection({ connection, onSwitchOff, onClose, onDeleted }: DeleteConnectionProps): ReactNode {
  const t = useConnectionTexts();
  const notify = useNotify();
  const remove = useDeleteConnection();
  const use = needsOf(remove.error);
  const send = (givesUpRefunds: boolean): void =>
    remove.mutate(
      { connection, givesUpRefunds },
      {
        onSuccess: () => {
          notify(t("deleted", { name: connection.name }));
          onDeleted();
        },
      },
    );
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      {use !== null && isOn(connection) && (
        <Button
          onPress={() => {
            onSwitchOff();
            onClose();
          }}
        >
          {t("switchOff")}
        </Button>
      )}
      {(use === null || use.pending === 0) && (
        <Button kind="danger" pending={remove.isPending} onPress={() => send(use !== null)}>
          {t(use === null ? "delete" : "delete.anyway")}
        </Button>
      )}
    </>
  );
  const isOther = remove.isError && use === null && !(remove.error instanceof NotConfirmed);
  return (
    <Dialog open alert title={t("delete.title", { name: connection.name })} onClose={onClose} actions={actions}>
      <div className="stack">
        {use === null && (
          <p>
            {t(
              connection.kind === "payments" ? "delete.payments" : connection.is_used ? "delete.email" : "delete.text",
            )}
          </p>
        )}
        {use !== null && (
          <Notice title={t("delete.used")}>
            {use.pending > 0
              ? t("delete.pending", { number: use.pending })
              : t("delete.refundable", { number: use.refundable })}
          </Notice>
        )}
        {isOther && <Failure error={remove.error} />}
      </div>
    </Dialog>
  );
}

/** What payments still need of it, where that is why it stays. */
function needsOf(error: unknown): { readonly pending: number; readonly refundable: number } | null {
  if (!(error instanceof Refused) || error.problem.code !== IN_USE) return null;
  const { given } = error.problem;
  return { pending: Number(given["pending"] ?? 0), refundable: Number(given["refundable"] ?? 0) };
}
