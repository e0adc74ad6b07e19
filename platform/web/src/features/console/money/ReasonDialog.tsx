// A decision about money that needs a reason: it is said what it does, and the reason stays on record.
import { useState, type ReactNode } from "react";
import type { UseMutationResult } from "@tanstack/react-query";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { useMoneyTexts } from "./texts";

const LONGEST = 500;

export interface ReasonDialogProps {
  readonly title: string;
  /** What it does. */
  readonly text: string;
  readonly submit: string;
  readonly isDanger?: boolean;
  /** Said when it is done. */
  readonly done: string;
  readonly deciding: UseMutationResult<unknown, Error, string>;
  readonly onClose: () => void;
}

export function ReasonDialog({ title, text, submit, isDanger, done, deciding, onClose }: ReasonDialogProps): ReactNode {
  const t = useMoneyTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const isMissing = reason.trim() === "";
  const send = (): void => {
    setAsked(true);
    if (isMissing) return;
    deciding.mutate(reason.trim(), {
      onSuccess: () => {
        onClose();
        notify(done);
      },
    });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button kind={isDanger === true ? "danger" : "primary"} pending={deciding.isPending} onPress={send}>
        {submit}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <div className="stack">
        {deciding.isError && !(deciding.error instanceof NotConfirmed) && <Failure error={deciding.error} />}
        <p>{text}</p>
        <Field
          label={t("reason")}
          hint={t("reasonHint")}
          required
          rows={3}
          maxLength={LONGEST}
          value={reason}
          onChange={setReason}
          error={isAsked && isMissing ? t("reasonMissing") : undefined}
        />
      </div>
    </Dialog>
  );
}
