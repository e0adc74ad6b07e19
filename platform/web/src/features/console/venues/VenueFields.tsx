// The fields of a venue.
import type { ReactNode } from "react";
import { CountrySelect } from "../../checkout/CountrySelect";
import { Field } from "../../../ui/Field";
import { useVenueTexts } from "./texts";
import type { VenueField, VenueForm } from "./venue-form";

export interface VenueFieldsProps {
  readonly form: VenueForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly editable: boolean;
  readonly change: (changes: Partial<VenueForm>) => void;
}

const ROWS = 5;
const LONGEST_TEXT = 5000;

export function VenueFields({ form, errors, editable, change }: VenueFieldsProps): ReactNode {
  const t = useVenueTexts();
  const text = (name: VenueField) => ({
    id: `venue-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    error: errors.get(name),
    readOnly: !editable,
    onChange: (value: string) => change({ [name]: value }),
  });
  const country = errors.get("country");
  return (
    <>
      <Field {...text("name")} required />
      <Field {...text("street")} />
      <div className="pair">
        <Field {...text("postalCode")} maxLength={20} />
        <Field {...text("city")} />
      </div>
      <div className="pair">
        <Field {...text("region")} />
        <CountrySelect
          id="venue-country"
          label={t("field.country")}
          value={form.country}
          disabled={!editable}
          onChange={(value) => change({ country: value })}
          {...(country === undefined ? {} : { error: country })}
        />
      </div>
      <Field {...text("point")} hint={t("field.pointHint")} />
      <Field {...text("website")} type="url" maxLength={500} />
      <Field {...text("accessibility")} hint={t("field.accessibilityHint")} rows={ROWS} maxLength={LONGEST_TEXT} />
    </>
  );
}
