// Lets somebody in whom a rule of the list refused, with a reason that the log keeps.
import { useState, type ReactNode } from "react";
import { useOverride, type Presented, type Verdict } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { useCheckinTexts } from "./texts";

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
  const send = (reason: string): void =>
    override.mutate(
      { ...presented, reason, scan },
      {
        onSuccess: (verdict) => {
          onDone(verdict);
          onClose();
        },
      },
    );
  return (
    <ReasonDialog
      prefix="override"
      title={t("override.title", { name })}
      text={t("override.text", { reason: refusal })}
      button={t("override.button")}
      step={override}
      onSend={send}
      onClose={onClose}
    />
  );
}
