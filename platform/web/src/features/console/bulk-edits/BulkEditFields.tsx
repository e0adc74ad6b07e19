// What becomes of each ticket type; what is left empty stays as it is.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEvent } from "../shell/event";
import { useAmount } from "../shell/money";
import { LIMITS, ROUNDINGS, STEPS, WAYS, type BulkEditForm, type Moment, type Way } from "./bulk-edit-form";
import { useBulkEditTexts } from "./texts";

export interface BulkEditFieldsProps {
  readonly form: BulkEditForm;
  readonly change: (changes: Partial<BulkEditForm>) => void;
  readonly errors: ReadonlyMap<keyof BulkEditForm, string>;
  readonly currency: string;
}

export function BulkEditFields(props: BulkEditFieldsProps): ReactNode {
  const t = useBulkEditTexts();
  const { form, change, errors } = props;
  return (
    <>
      <Price {...props} />
      <Windows {...props} />
      <div className="bulk-edit__pair">
        <NativeSelect
          id="edit-visibility"
          label={t("visibility")}
          options={(["shown", "hidden"] as const).map((value) => ({ value, label: t(`visibility.${value}`) }))}
          value={form.visibility}
          onChange={(visibility) => change({ visibility: visibility as BulkEditForm["visibility"] })}
        />
        {LIMITS.map((name) => (
          <Field
            key={name}
            id={`edit-${name}`}
            label={t(`limit.${name}`)}
            type="number"
            value={form[name]}
            onChange={(value) => change({ [name]: value })}
            error={errors.get(name)}
          />
        ))}
      </div>
    </>
  );
}

function Price({ form, change, errors, currency }: BulkEditFieldsProps): ReactNode {
  const t = useBulkEditTexts();
  const amount = useAmount();
  const isShare = form.way.endsWith("Percent");
  return (
    <div className="bulk-edit__pair">
      <NativeSelect
        id="edit-way"
        label={t("price")}
        options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
        value={form.way}
        onChange={(way) => change({ way: way as Way | "" })}
        error={errors.get("way")}
      />
      {form.way !== "" && (
        <>
          <Field
            id="edit-amount"
            label={isShare ? t("percent") : t("amount", { currency })}
            type="number"
            required
            value={form.amount}
            onChange={(value) => change({ amount: value })}
            error={errors.get("amount")}
          />
          <NativeSelect
            id="edit-step"
            label={t("step")}
            options={STEPS.map((step) => ({ value: String(step), label: amount(step, currency) }))}
            value={form.step}
            onChange={(step) => change({ step })}
          />
          <NativeSelect
            id="edit-rounding"
            label={t("rounding")}
            required
            options={ROUNDINGS.map((value) => ({ value, label: t(`rounding.${value}`) }))}
            value={form.rounding}
            onChange={(rounding) => change({ rounding: rounding || "nearest" })}
          />
        </>
      )}
    </div>
  );
}

function Windows({ form, change, errors }: BulkEditFieldsProps): ReactNode {
  const t = useBulkEditTexts();
  const { time_zone: zone } = useEvent();
  const hint = t("zone", { zone: zone.replaceAll("_", " ") });
  return (
    <div className="bulk-edit__pair">
      {(["starts", "ends"] as const).map((name) => (
        <NativeSelect
          key={name}
          id={`edit-${name}`}
          label={t(name)}
          options={[
            { value: "set", label: t("moment.set") },
            { value: "clear", label: t(`moment.clear.${name}`) },
          ]}
          value={form[name]}
          onChange={(moment) => change({ [name]: moment as Moment })}
        />
      ))}
      {(["starts", "ends"] as const)
        .filter((name) => form[name] === "set")
        .map((name) => (
          <Field
            key={name}
            id={`edit-${name}At`}
            label={t(`${name}At`)}
            hint={hint}
            type="datetime-local"
            required
            value={form[`${name}At`]}
            onChange={(at) => change({ [`${name}At`]: at })}
            error={errors.get(`${name}At`)}
          />
        ))}
    </div>
  );
}
