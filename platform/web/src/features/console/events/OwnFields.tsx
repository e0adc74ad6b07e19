// The organization's own fields in the details of an event.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import type { OwnField } from "../fields/queries";
import type { OwnValues } from "./own-values";
import { useEventTexts } from "./texts";

export interface OwnFieldsProps {
  readonly fields: readonly OwnField[];
  readonly values: OwnValues;
  readonly errors: ReadonlyMap<string, string>;
  readonly disabled: boolean;
  readonly onChange: (values: OwnValues) => void;
}

export function OwnFields({ fields, values, errors, disabled, onChange }: OwnFieldsProps): ReactNode {
  const t = useEventTexts();
  if (fields.length === 0) return null;
  return (
    <fieldset className="editor__part">
      <legend className="editor__legend">{t("own.title")}</legend>
      {fields.map((field) => (
        <OneField
          key={field.key}
          field={field}
          value={values[field.key] ?? ""}
          error={errors.get(`own.${field.key}`)}
          disabled={disabled}
          onChange={(value) => onChange({ ...values, [field.key]: value })}
        />
      ))}
    </fieldset>
  );
}

const KINDS: Readonly<Record<string, "text" | "number" | "date" | "url">> = {
  number: "number",
  date: "date",
  address: "url",
};

interface OneFieldProps {
  readonly field: OwnField;
  readonly value: string;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

function OneField({ field, ...rest }: OneFieldProps): ReactNode {
  const t = useEventTexts();
  const { key, label, type, help, is_required: isNeeded, choices } = field;
  const hint = [help, isNeeded ? t("own.needed") : ""].filter(Boolean).join(" ");
  const shared = { ...rest, id: `details-own.${key}`, label, ...(hint === "" ? {} : { hint }) };
  if (type === "yes_no") {
    const options = (["yes", "no"] as const).map((value) => ({ value, label: t(`own.${value}`) }));
    return <NativeSelect {...shared} options={options} />;
  }
  if (type === "choice") {
    return <NativeSelect {...shared} options={choices.map((value) => ({ value, label: value }))} />;
  }
  return <Field {...shared} type={KINDS[type] ?? "text"} maxLength={5_000} />;
}
