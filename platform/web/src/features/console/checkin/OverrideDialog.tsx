// Lets somebody in whom a rule of the list refused, with a reason that the log keeps.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useOverride, type Presented, type Verdict } from "./queries";
import { useCheckinTexts } from "./texts";

const LONGEST_REASON = 200;

interface OverrideDialogProps {
  readonly presented: Presented;
  readonly name: string;
  /** What the rules said, in words. */
  readonly refusal: string;
  readonly onDone: (verdict: Verdict) => void;
  readonly onClose: () => void;
}

export function OverrideDialog({ presented, name, refusal, onDone, onClose }: OverrideDialogProps): ReactNode {
  const t = useCheckinTexts();
  const override = useOverride();
  // One id for this dialog: pressed twice, or sent again, nobody is let in twice.
  const [scan] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    if (reason.trim() === "") return;
    override.mutate(
      { ...presented, reason: reason.trim(), scan },
      {
        onSuccess: (verdict) => {
          onDone(verdict);
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
      <Button type="submit" form="override-form" pending={override.isPending}>
        {t("override.button")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("override.title", { name })} onClose={onClose} actions={actions}>
      <form
        id="override-form"
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        {override.isError && <Failure error={override.error} />}
        <p>{t("override.text", { reason: refusal })}</p>
        <Field
          id="override-reason"
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
