// How money came that the team took: in cash, by a card terminal, as a transfer, with its number.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { METHODS, type ReceivedForm, type ReceivedMethod } from "./received";
import { useOrderTexts } from "./texts";

interface ReceivedFieldsProps {
  readonly form: Pick<ReceivedForm, "method" | "reference">;
  readonly change: (changes: Partial<Pick<ReceivedForm, "method" | "reference">>) => void;
  readonly errors: ReadonlyMap<string, string>;
  /** What the ids of the fields begin with. */
  readonly prefix: string;
}

export function ReceivedFields({ form, change, errors, prefix }: ReceivedFieldsProps): ReactNode {
  const t = useOrderTexts();
  return (
    <>
      <RadioGroup
        id={`${prefix}-method`}
        label={t("received.method")}
        value={form.method}
        onChange={(method) => change({ method: method as ReceivedMethod })}
        options={METHODS.map((value) => ({ value, label: t(`received.by.${value}`) }))}
        error={errors.get("method")}
      />
      <Field
        id={`${prefix}-reference`}
        label={t("received.reference")}
        hint={t("received.referenceHint")}
        maxLength={100}
        value={form.reference}
        onChange={(reference) => change({ reference })}
        error={errors.get("reference")}
      />
    </>
  );
}
