// The fields of buyer terms, and what buyers will read beside them.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { CurrencyField } from "../parts/CurrencyField";
import { FIRST_TIERS, NEVER, type TermsForm, type TierForm } from "./terms-form";
import { useTermsTexts } from "./texts";
import { useUntil } from "./until";

const REFUNDS = ["none", "full", "tiers"] as const;
const HOURS = [0, 1, 2, 6, 12, 24, 48, 72, 168, 336];
const MOST_TIERS = 10;

export interface TermsFieldsProps {
  readonly form: TermsForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly editable: boolean;
  readonly change: (changes: Partial<TermsForm>) => void;
}

export function TermsFields(props: TermsFieldsProps): ReactNode {
  const { form, errors, editable, change } = props;
  const t = useTermsTexts();
  return (
    <>
      <RadioGroup
        id="terms-refund"
        label={t("terms.refund")}
        required
        look="cards"
        disabled={!editable}
        value={form.refund}
        options={REFUNDS.map((value) => ({ value, label: t(`refund.${value}`), hint: t(`refund.${value}Hint`) }))}
        onChange={(value) => {
          const refund = REFUNDS.find((each) => each === value) ?? "none";
          change({ refund, ...(refund === "tiers" && form.tiers.length === 0 ? { tiers: FIRST_TIERS } : {}) });
        }}
        error={errors.get("refund")}
      />
      {form.refund === "tiers" && <Tiers {...props} />}
      {form.refund !== "none" && (
        <div className="pair">
          <Field
            id="terms-fee"
            label={t("terms.fee")}
            hint={t("terms.feeHint")}
            type="number"
            disabled={!editable}
            value={form.fee}
            onChange={(fee) => change({ fee })}
            error={errors.get("fee")}
          />
          <CurrencyField
            id="terms-currency"
            label={t("terms.currency")}
            required
            disabled={!editable}
            value={form.currency}
            onChange={(currency) => change({ currency })}
            error={errors.get("currency")}
          />
        </div>
      )}
      <div className="pair">
        <Hours name="changes" {...props} />
        <Hours name="transfers" {...props} />
      </div>
    </>
  );
}

/** Until how long before the start; "never" for not at all. */
function Hours({
  name,
  form,
  errors,
  editable,
  change,
}: TermsFieldsProps & { readonly name: "changes" | "transfers" }): ReactNode {
  const t = useTermsTexts();
  const until = useUntil();
  const value = form[name];
  const known =
    value === NEVER || HOURS.includes(Number(value)) ? HOURS : [...HOURS, Number(value)].sort((a, b) => a - b);
  return (
    <NativeSelect
      id={`terms-${name}`}
      label={t(`terms.${name}`)}
      required
      disabled={!editable}
      value={value}
      options={[
        ...known.map((hours) => ({
          value: String(hours),
          label: until(hours),
        })),
        { value: NEVER, label: until(null) },
      ]}
      onChange={(chosen) => change({ [name]: chosen || NEVER })}
      error={errors.get(name)}
    />
  );
}

function Tiers({ form, errors, editable, change }: TermsFieldsProps): ReactNode {
  const t = useTermsTexts();
  const { tiers } = form;
  const set = (place: number, said: Partial<TierForm>): void =>
    change({ tiers: tiers.map((tier, index) => (index === place ? { ...tier, ...said } : tier)) });
  return (
    <fieldset className="editor__part">
      <legend id="terms-tiers" tabIndex={-1} className="field__label">
        {t("terms.tiers")}
      </legend>
      {tiers.map((tier, place) => (
        // Steps have no name of their own: their place is what they are known by.
        <div key={place} className="terms-line">
          <Field
            label={t("tier.days", { number: place + 1 })}
            type="number"
            required
            disabled={!editable}
            value={tier.days}
            onChange={(days) => set(place, { days })}
          />
          <Field
            label={t("tier.share", { number: place + 1 })}
            type="number"
            required
            disabled={!editable}
            value={tier.share}
            onChange={(share) => set(place, { share })}
          />
          {editable && (
            <button
              type="button"
              className="icon-button"
              aria-label={t("tier.remove", { number: place + 1 })}
              onClick={() => change({ tiers: tiers.filter((_, index) => index !== place) })}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      ))}
      {errors.has("tiers") && <p className="field__error">{errors.get("tiers")}</p>}
      {editable && tiers.length < MOST_TIERS && (
        <div>
          <Button kind="quiet" size="small" onPress={() => change({ tiers: [...tiers, { days: "", share: "" }] })}>
            {t("tier.add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
