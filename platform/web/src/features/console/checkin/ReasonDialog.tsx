// Asks for the reason that the log keeps of a step at the door, and takes the step.
import { useState, type ReactNode } from "react";
import { Button, type ButtonProps } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useCheckinTexts } from "./texts";

const LONGEST_REASON = 200;

export interface ReasonDialogProps {
  /** What the ids of form and field begin with. */
  readonly prefix: string;
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly kind?: NonNullable<ButtonProps["kind"]>;
  readonly step: { readonly isPending: boolean; readonly error: Error | null };
  /** With a reason that says something. */
  readonly onSend: (reason: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { prefix, title, text, button, kind = "primary", step, onSend, onClose } = props;
  const t = useCheckinTexts();
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const reason = typed.trim();
  const form = `${prefix}-form`;
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {t("cancel")}
      </Button>
      <Button kind={kind} type="submit" form={form} pending={step.isPending}>
        {button}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <form
        id={form}
        className="stack"
        noValidate
        onSubmit={(submitted) => {
          submitted.preventDefault();
          setTried(true);
          if (reason !== "") onSend(reason);
        }}
      >
        {step.error !== null && <Failure error={step.error} />}
        <p>{text}</p>
        <Field
          id={`${prefix}-reason`}
          label={t("undo.reason")}
          required
          maxLength={LONGEST_REASON}
          value={typed}
          onChange={setTyped}
          error={isTried && reason === "" ? t("wrong.reason") : undefined}
        />
      </form>
    </Dialog>
  );
}
