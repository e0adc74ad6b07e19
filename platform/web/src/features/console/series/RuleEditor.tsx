// The rule of a series beside the dates that it gives.
import "../parts/parts.css";
import { useDeferredValue, useState, type FormEvent, type ReactNode } from "react";
import { Refused } from "../../../lib/api";
import { Button } from "../../../ui/Button";
import { ErrorSummary } from "../../../ui/ErrorSummary";
import { Failure } from "../../../ui/Failure";
import { DatePreview } from "./DatePreview";
import { usePlanned, type Repetition } from "./queries";
import { problemsOf, ruleOf, type RuleForm } from "./rule";
import { RuleFields } from "./RuleFields";
import { useSeriesTexts } from "./texts";

export interface RuleEditorProps {
  readonly eventId: string;
  /** The local time at which that event starts. */
  readonly starts: string;
  readonly initial: RuleForm;
  /** Local times that the series has besides its rule. */
  readonly added?: readonly string[];
  readonly submit: string;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (wanted: Repetition) => void;
  /** Further fields, before the button. */
  readonly children?: ReactNode;
}

export function RuleEditor(props: RuleEditorProps): ReactNode {
  const { eventId, starts, initial, added = [], submit, pending, error, onSubmit, children } = props;
  const t = useSeriesTexts();
  const [form, setForm] = useState(initial);
  const [attempt, setAttempt] = useState(0);
  const found = problemsOf(form, starts);
  const wanted: Repetition | null =
    found.size > 0 ? null : { rule: ruleOf(form, starts), added_times: [...added], left_out_times: [...form.leftOut] };
  const planned = usePlanned(eventId, useDeferredValue(wanted));
  const errors = attempt === 0 ? new Map<string, string>() : new Map([...found].map(([at]) => [at, t(`wrong.${at}`)]));
  const said = error instanceof Refused ? error.problem.errors.map(({ detail }) => ({ id: null, text: detail })) : [];
  const send = (submitted: FormEvent): void => {
    submitted.preventDefault();
    setAttempt((now) => now + 1);
    if (wanted !== null) onSubmit(wanted);
  };
  return (
    <div className="columns columns--even">
      <form className="editor" noValidate onSubmit={send}>
        <ErrorSummary
          attempt={attempt}
          errors={[...[...errors].map(([at, text]) => ({ id: `rule-${at}`, text })), ...said]}
        />
        {error !== null && said.length === 0 && <Failure error={error} />}
        <RuleFields
          form={form}
          starts={starts}
          errors={errors}
          change={(changes) => setForm((now) => ({ ...now, ...changes }))}
        />
        {children}
        <div className="row">
          <Button type="submit" pending={pending}>
            {submit}
          </Button>
        </div>
      </form>
      <DatePreview
        planned={planned.data}
        error={planned.error}
        starts={starts}
        leftOut={form.leftOut}
        onLeaveOut={(leftOut) => setForm((now) => ({ ...now, leftOut }))}
      />
    </div>
  );
}
