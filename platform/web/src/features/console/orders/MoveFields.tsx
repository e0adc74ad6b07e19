// Which tickets become which, whether another price is waived, and whether buyers are mailed.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useTicketTypes } from "../events/queries";
import { useAmount } from "../shell/money";
import type { MoveForm } from "./moves";
import { useOrderTexts } from "./texts";

export interface MoveFieldsProps {
  readonly eventId: string;
  /** The types that can be moved; all of the event if left out. */
  readonly from?: readonly string[];
  readonly form: MoveForm;
  readonly change: (changes: Partial<MoveForm>) => void;
  readonly errors: ReadonlyMap<string, string>;
}

export function MoveFields({ eventId, from, form, change, errors }: MoveFieldsProps): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const types = useTicketTypes(eventId).data ?? [];
  const options = types.map((each) => ({
    value: each.id,
    label: `${each.name} · ${amount(each.price_minor, each.currency)}`,
  }));
  return (
    <>
      <NativeSelect
        id="move-from"
        label={t("move.from")}
        required
        options={options.filter(({ value }) => from === undefined || from.includes(value))}
        value={form.from}
        onChange={(chosen) => change({ from: chosen, ...(chosen === form.to ? { to: "" } : {}) })}
        error={errors.get("from")}
      />
      <NativeSelect
        id="move-to"
        label={t("move.to")}
        required
        options={options.filter(({ value }) => value !== form.from)}
        value={form.to}
        onChange={(to) => change({ to })}
        error={errors.get("to")}
      />
      <WaiverFields form={form} change={change} errors={errors} />
    </>
  );
}

interface Waiver {
  readonly waives: boolean;
  readonly reason: string;
  readonly mails: boolean;
}

interface WaiverFieldsProps {
  readonly form: Waiver;
  readonly change: (changes: Partial<Waiver>) => void;
  readonly errors: ReadonlyMap<string, string>;
}

/** Whether another price is waived and why, and whether the buyer is mailed. */
export function WaiverFields({ form, change, errors }: WaiverFieldsProps): ReactNode {
  const t = useOrderTexts();
  return (
    <>
      <Checkbox
        id="move-waives"
        checked={form.waives}
        error={errors.get("waives")}
        onChange={(waives) => change({ waives })}
      >
        {t("move.waive")}
      </Checkbox>
      {form.waives && (
        <Field
          id="move-reason"
          label={t("refund.reason")}
          hint={t("move.reasonHint")}
          required
          maxLength={500}
          value={form.reason}
          onChange={(reason) => change({ reason })}
          error={errors.get("reason")}
        />
      )}
      <Checkbox checked={form.mails} onChange={(mails) => change({ mails })}>
        {t("move.mail")}
      </Checkbox>
    </>
  );
}
