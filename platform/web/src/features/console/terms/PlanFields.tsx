// The fields of a payment plan.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { NativeSelect } from "../../../ui/NativeSelect";
import { CurrencyField } from "../parts/CurrencyField";
import type { InstalmentForm, PlanForm } from "./plan-form";
import { useTermsTexts } from "./texts";

const MOST_INSTALMENTS = 24;

export interface PlanFieldsProps {
  readonly form: PlanForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly editable: boolean;
  readonly change: (changes: Partial<PlanForm>) => void;
}

type TextName = "name" | "deposit" | "minimum" | "lastDays" | "grace" | "reminder";

export function PlanFields(props: PlanFieldsProps): ReactNode {
  const { form, errors, editable, change } = props;
  const t = useTermsTexts();
  const text = (name: TextName) => ({
    id: `plan-${name}`,
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors.get(name),
    disabled: !editable,
  });
  return (
    <>
      <Field label={t("plan.name")} hint={t("plan.nameHint")} required {...text("name")} />
      <CurrencyField
        id="plan-currency"
        label={t("terms.currency")}
        required
        disabled={!editable}
        value={form.currency}
        onChange={(currency) => change({ currency })}
        error={errors.get("currency")}
      />
      <div className="pair">
        <NativeSelect
          id="plan-depositKind"
          label={t("plan.depositKind")}
          required
          disabled={!editable}
          value={form.depositKind}
          options={(["share", "amount"] as const).map((value) => ({ value, label: t(`deposit.${value}`) }))}
          onChange={(chosen) => change({ depositKind: chosen === "amount" ? "amount" : "share", deposit: "" })}
        />
        <Field
          label={t(form.depositKind === "share" ? "plan.depositShare" : "plan.depositAmount", {
            currency: form.currency,
          })}
          type="number"
          required
          {...text("deposit")}
        />
      </div>
      <Instalments {...props} />
      <Field
        label={t("plan.minimum", { currency: form.currency })}
        hint={t("plan.minimumHint")}
        type="number"
        {...text("minimum")}
      />
      <Field label={t("plan.lastDays")} hint={t("plan.lastDaysHint")} type="number" required {...text("lastDays")} />
      <div className="pair">
        <Field label={t("plan.reminder")} hint={t("plan.reminderHint")} type="number" required {...text("reminder")} />
        <Field label={t("plan.grace")} hint={t("plan.graceHint")} type="number" required {...text("grace")} />
      </div>
      <Checkbox checked={form.keepsDeposit} disabled={!editable} onChange={(keepsDeposit) => change({ keepsDeposit })}>
        {t("plan.keepsDeposit")}
      </Checkbox>
      <Checkbox checked={form.isActive} disabled={!editable} onChange={(isActive) => change({ isActive })}>
        {t("plan.isActive")}
      </Checkbox>
    </>
  );
}

function Instalments({ form, errors, editable, change }: PlanFieldsProps): ReactNode {
  const t = useTermsTexts();
  const { instalments } = form;
  const set = (place: number, said: Partial<InstalmentForm>): void =>
    change({ instalments: instalments.map((each, index) => (index === place ? { ...each, ...said } : each)) });
  const add = (): void =>
    change({ instalments: [...instalments, { kind: "days", days: String(30 * (instalments.length + 1)), on: "" }] });
  return (
    <fieldset className="editor__part">
      <legend id="plan-instalments" tabIndex={-1} className="field__label">
        {t("plan.instalments")}
      </legend>
      <p className="field__hint">{t("plan.instalmentsHint")}</p>
      {instalments.map((each, place) => (
        // Instalments have no name of their own: their place is what they are known by.
        <div key={place} className="terms-line">
          <NativeSelect
            label={t("instalment.kind", { number: place + 1 })}
            required
            disabled={!editable}
            value={each.kind}
            options={(["days", "on"] as const).map((value) => ({ value, label: t(`instalment.${value}`) }))}
            onChange={(chosen) => set(place, { kind: chosen === "on" ? "on" : "days" })}
          />
          <Field
            label={t(each.kind === "on" ? "instalment.date" : "instalment.number", { number: place + 1 })}
            type={each.kind === "on" ? "date" : "number"}
            required
            disabled={!editable}
            value={each.kind === "on" ? each.on : each.days}
            onChange={(value) => set(place, each.kind === "on" ? { on: value } : { days: value })}
          />
          {editable && (
            <button
              type="button"
              className="icon-button"
              aria-label={t("instalment.remove", { number: place + 1 })}
              onClick={() => change({ instalments: instalments.filter((_, index) => index !== place) })}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      ))}
      {errors.has("instalments") && <p className="field__error">{errors.get("instalments")}</p>}
      {editable && instalments.length < MOST_INSTALMENTS && (
        <div>
          <Button kind="quiet" size="small" onPress={add}>
            {t("instalment.add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
