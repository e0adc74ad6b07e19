// Decides something once: a choice of what is to happen, the reason that people read, and one button.
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { placeErrors } from "../../../lib/problems";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { NotConfirmed } from "../session/connection";
import { usePlatformTexts } from "../platform/texts";

const LONGEST = 1000;

export interface Choice<D extends string> {
  readonly value: D;
  readonly label: string;
  /** What follows, and who hears of it. */
  readonly hint: string;
}

export interface DecisionPanelProps<D extends string> {
  readonly title: string;
  readonly label: string;
  readonly choices: readonly Choice<D>[];
  /** Who reads the reason. */
  readonly hint: string;
  readonly decide: (decision: D, reason: string) => Promise<void>;
}

export function DecisionPanel<D extends string>(props: DecisionPanelProps<D>): ReactNode {
  const { title, label, choices, hint, decide } = props;
  const t = usePlatformTexts();
  const id = useId();
  const [decision, setDecision] = useState<D | null>(null);
  const [reason, setReason] = useState("");
  const [isPending, setPending] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [refusal, setRefusal] = useState<unknown>(null);
  const missing = new Map<string, string>();
  if (attempt > 0 && decision === null) missing.set("decision", t("decide.missing"));
  if (attempt > 0 && reason.trim() === "") missing.set("reason", t("reason.missing"));
  const said = refusal instanceof Refused ? placeErrors(refusal.problem, (pointer) => pointer.slice(1)) : null;
  const errors = missing.size > 0 ? missing : (said?.fields ?? missing);
  const summary = [
    ...[...errors].map(([name, text]) => ({ id: `${id}-${name}`, text })),
    ...(missing.size > 0 ? [] : (said?.others ?? [])).map((text) => ({ id: null, text })),
  ];
  const send = (submitted: FormEvent): void => {
    submitted.preventDefault();
    setAttempt((now) => now + 1);
    setRefusal(null);
    if (decision === null || reason.trim() === "" || isPending) return;
    setPending(true);
    void decide(decision, reason.trim())
      .catch((error: unknown) => setRefusal(error instanceof NotConfirmed ? null : error))
      .finally(() => setPending(false));
  };
  return (
    <form className="panel stack" noValidate onSubmit={send} aria-label={title}>
      <h2>{title}</h2>
      <ErrorSummary errors={isPending ? [] : summary} attempt={attempt} />
      {refusal !== null && !(refusal instanceof Refused) && <Failure error={refusal} />}
      <RadioGroup
        id={`${id}-decision`}
        label={label}
        look="cards"
        required
        options={choices}
        value={decision ?? ""}
        error={errors.get("decision")}
        onChange={(chosen) => setDecision(choices.find(({ value }) => value === chosen)?.value ?? null)}
      />
      <Field
        id={`${id}-reason`}
        label={t("reason")}
        hint={hint}
        required
        rows={4}
        maxLength={LONGEST}
        value={reason}
        error={errors.get("reason")}
        onChange={setReason}
      />
      <p>
        <Button type="submit" pending={isPending}>
          {t("decide.button")}
        </Button>
      </p>
    </form>
  );
}
