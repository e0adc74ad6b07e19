// The fields of a connection: drawn from what its adapter says of its settings.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { Adapter } from "./adapters";
import { forgetName, settingName, type ConnectionForm } from "./connection-form";
import type { SettingField } from "./setting-fields";
import { useConnectionTexts } from "./texts";

export const PREFIX = "connection";
const LONGEST = 4000;
const LONGEST_KEY = 20_000;

export interface ConnectionFieldsProps {
  readonly adapter: Adapter;
  readonly form: ConnectionForm;
  readonly errors: ReadonlyMap<string, string>;
  /** Names of the secrets that are stored. */
  readonly stored: readonly string[];
  readonly change: (changes: ConnectionForm) => void;
}

/** What the adapter asks for: what is needed first, lists folded away, and last what only tests use. */
export function SettingFields(props: ConnectionFieldsProps): ReactNode {
  const t = useConnectionTexts();
  const { adapter, errors } = props;
  const forTests = adapter.fields.filter(({ isForTests }) => isForTests);
  const usual = adapter.fields.filter((field) => !field.isForTests && !isSeveral(field));
  const more = adapter.fields.filter((field) => !field.isForTests && isSeveral(field));
  const wrong = more.some((field) => errors.has(settingName(field)));
  return (
    <>
      {usual.map((field) => (
        <Setting key={field.name} {...props} field={field} />
      ))}
      {more.length > 0 && (
        <details className="setting-more" {...(wrong ? { open: true } : {})}>
          <summary>{t("settings.more")}</summary>
          <div className="stack">
            {more.map((field) => (
              <Setting key={field.name} {...props} field={field} />
            ))}
          </div>
        </details>
      )}
      {forTests.length > 0 && (
        <fieldset className="editor__part setting-tests">
          <legend className="muted small">{t("settings.forTests")}</legend>
          {forTests.map((field) => (
            <Setting key={field.name} {...props} field={field} />
          ))}
        </fieldset>
      )}
    </>
  );
}

function isSeveral({ type }: SettingField): boolean {
  return type === "secrets" || type === "texts";
}

interface SettingProps extends ConnectionFieldsProps {
  readonly field: SettingField;
}

function Setting({ field, form, errors, stored, change }: SettingProps): ReactNode {
  const t = useConnectionTexts();
  const name = settingName(field);
  const isStored = stored.includes(field.name);
  const isForgotten = form[forgetName(field)] === "yes";
  const hints = [
    field.description,
    isStored ? t("settings.stored") : "",
    field.type === "secrets" ? t("settings.several") : "",
    field.type === "texts" ? t("settings.lines") : "",
  ].filter((hint) => hint !== "");
  const shared = {
    id: `${PREFIX}-${name}`,
    label: field.title,
    hint: hints.length === 0 ? undefined : hints.join(" "),
    required: field.required,
    error: errors.get(name),
    value: form[name] ?? "",
    onChange: (value: string) => change({ [name]: value }),
  };
  if (field.type === "choice") {
    return <NativeSelect {...shared} required options={field.options.map((value) => ({ value, label: value }))} />;
  }
  if (field.type === "yes") {
    return (
      <Checkbox
        id={shared.id}
        checked={shared.value === "yes"}
        error={shared.error}
        onChange={(checked) => shared.onChange(checked ? "yes" : "")}
      >
        {field.title}
      </Checkbox>
    );
  }
  if (field.type === "secret" || field.type === "secrets") {
    return (
      <div className="stack stack--tight">
        <Field
          {...shared}
          {...(field.isLong ? { rows: 6 } : { type: "password" as const })}
          autoComplete={field.isLong ? "off" : "new-password"}
          maxLength={field.isLong ? LONGEST_KEY : LONGEST}
          required={field.required}
          disabled={isForgotten}
        />
        {isStored && !field.required && (
          <Checkbox checked={isForgotten} onChange={(checked) => change({ [forgetName(field)]: checked ? "yes" : "" })}>
            {t("settings.forget", { name: field.title })}
          </Checkbox>
        )}
      </div>
    );
  }
  const isNumber = field.type === "whole" || field.type === "number";
  return (
    <Field
      {...shared}
      {...(isNumber ? { type: "number" as const } : {})}
      {...(field.type === "texts" ? { rows: 3 } : {})}
      {...(field.isLong ? { rows: 6 } : {})}
      maxLength={field.isLong ? LONGEST_KEY : LONGEST}
    />
  );
}

/** Test or live: said once, when the connection is made. */
export function ModeField({ form, errors, change }: ConnectionFieldsProps): ReactNode {
  const t = useConnectionTexts();
  return (
    <RadioGroup
      id={`${PREFIX}-mode`}
      label={t("mode.label")}
      look="cards"
      value={form["mode"] ?? ""}
      error={errors.get("mode")}
      options={(["test", "live"] as const).map((value) => ({
        value,
        label: t(`mode.${value}`),
        hint: t(`mode.${value}Hint`),
      }))}
      onChange={(mode) => change({ mode })}
    />
  );
}

/** To whom and when payments go through it, whatever its adapter. */
export function OptionFields({ adapter, form, errors, change }: ConnectionFieldsProps): ReactNode {
  const t = useConnectionTexts();
  const field = (name: string) => ({
    id: `${PREFIX}-${name}`,
    value: form[name] ?? "",
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <fieldset className="editor__part">
      <legend className="editor__legend">{t("options.title")}</legend>
      {adapter.can.flags.has("separate_capture") && (
        <RadioGroup
          label={t("options.collects")}
          {...field("collects")}
          options={[
            { value: "at_once", label: t("options.atOnce") },
            { value: "by_hand", label: t("options.byHand") },
          ]}
        />
      )}
      <div className="pair">
        <Field
          label={t("options.currencies")}
          hint={t("options.currenciesHint")}
          maxLength={900}
          {...field("currencies")}
        />
        <Field
          label={t("options.countries")}
          hint={t("options.countriesHint")}
          maxLength={900}
          {...field("countries")}
        />
      </div>
    </fieldset>
  );
}
