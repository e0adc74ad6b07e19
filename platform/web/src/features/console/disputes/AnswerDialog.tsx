// Asks before a dispute is answered, which can be done once: with all that is sent, or that it is let go.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { useAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useConsoleTexts } from "../shell/texts";
import { EvidenceShown } from "./EvidenceShown";
import { useAnswer, type DisputeCase, type Step } from "./queries";
import { useDisputeTexts } from "./texts";

export interface AnswerDialogProps {
  readonly found: DisputeCase;
  readonly step: Step;
  readonly onClose: () => void;
}

export function AnswerDialog({ found, step, onClose }: AnswerDialogProps): ReactNode {
  const t = useDisputeTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const amount = useAmount();
  const answering = useAnswer(found, step);
  const { amount_minor, currency } = found.dispute;
  const name = step === "submit" ? "send" : "accept";
  const send = (): void =>
    answering.mutate(undefined, {
      onSuccess: () => {
        onClose();
        notify(t(`${name}.done`));
      },
    });
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button kind={step === "accept" ? "danger" : "primary"} pending={answering.isPending} onPress={send}>
        {t(`${name}.button`)}
      </Button>
    </>
  );
  return (
    <Dialog open title={t(`${name}.title`)} onClose={onClose} actions={actions}>
      <div className="stack">
        {answering.isError && <Failure error={answering.error} />}
        <p>{t(`${name}.text`, { amount: amount(amount_minor, currency) })}</p>
        {step === "submit" && (
          <EvidenceShown
            text={found.text}
            facts={found.facts.filter(({ topic }) => found.topics.includes(topic))}
            files={found.files}
          />
        )}
      </div>
    </Dialog>
  );
}
