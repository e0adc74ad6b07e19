// Asks why before an operator does something: the reason stands in the log, and often in a mail.
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { ErrorSummary, type FieldError } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NotConfirmed } from "../session/connection";
import { useConsoleTexts } from "../shell/texts";
import { usePlatformTexts } from "./texts";

const LONGEST = 500;

export interface ReasonDialogProps {
  readonly title: string;
  /** What follows, for whom, and whether there is a way back. */
  readonly text: string;
  /** The button that does it. */
  readonly confirm: string;
  readonly danger?: boolean;
  /** Who reads the reason. */
  readonly hint?: string;
  /** Does it; what is refused is said here. */
  readonly act: (reason: string) => Promise<void>;
  readonly onClose: () => void;
  /** Further fields; `errorOf` has what the API holds against one, by its pointer without the slash. */
  readonly fields?: (errorOf: (name: string) => string | undefined) => ReactNode;
}

export function ReasonDialog(props: ReasonDialogProps): ReactNode {
  const { title, text, confirm, danger = false, hint, act, onClose, fields } = props;
  const t = usePlatformTexts();
  const c = useConsoleTexts();
  const id = useId();
  const [reason, setReason] = useState("");
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const isMissing = attempt > 0 && reason.trim() === "";
  const said =
    refusal instanceof Refused && !isMissing ? placeErrors(refusal.problem, (pointer) => pointer.slice(1)) : null;
  const errorOf = (name: string): string | undefined =>
    name === "reason" && isMissing ? t("reason.missing") : said?.fields.get(name);
  const summary: readonly FieldError[] = [
    ...(isMissing ? [{ id: `${id}-reason`, text: t("reason.missing") }] : []),
    ...[...(said?.fields ?? [])].map(([name, what]) => ({ id: `${id}-${name}`, text: what })),
    ...(said?.others ?? []).map((what) => ({ id: null, text: what })),
  ];
  const send = (submitted: FormEvent): void => {
    submitted.preventDefault();
    setAttempt((now) => now + 1);
    setRefusal(null);
    if (reason.trim() === "" || isPending) return;
    setPending(true);
    void act(reason.trim())
      .then(onClose, (error: unknown) => setRefusal(error instanceof NotConfirmed ? null : error))
      .finally(() => setPending(false));
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {c("cancel")}
      </Button>
      <Button type="submit" form={id} kind={danger ? "danger" : "primary"} pending={isPending}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <form id={id} className="stack" noValidate onSubmit={send}>
        <ErrorSummary errors={isPending ? [] : summary} attempt={attempt} />
        {refusal !== null && !(refusal instanceof Refused) && <Failure error={refusal} />}
        <p>{text}</p>
        {fields?.(errorOf)}
        <Field
          id={`${id}-reason`}
          label={t("reason")}
          hint={hint ?? t("reason.hint")}
          error={errorOf("reason")}
          required
          rows={3}
          maxLength={LONGEST}
          value={reason}
          onChange={setReason}
        />
      </form>
    </Dialog>
  );
}
