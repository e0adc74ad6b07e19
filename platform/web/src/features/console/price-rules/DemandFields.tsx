// The fields of a demand price: between what it moves, by which bands, and how fast.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { NativeSelect } from "../../../ui/NativeSelect";
import type { Editing } from "../parts/editing";
import type { TicketType } from "../tickets/type-form";
import { EMPTY_BAND, type BandForm, type DemandField, type DemandForm } from "./demand-form";
import type { DemandPrice } from "./demand-queries";
import { usePriceTexts } from "./texts";

const MOST_BANDS = 20;

export interface DemandFieldsProps {
  readonly editing: Editing<DemandForm, DemandPrice>;
  readonly types: readonly TicketType[];
}

export function DemandFields({ editing, types }: DemandFieldsProps): ReactNode {
  const { form, change, errors, isNew } = editing;
  const t = usePriceTexts();
  const text = (name: Exclude<DemandField, "type" | "shares" | "times">) => ({
    id: `demand-${name}`,
    label: t(`field.${name}`),
    type: "number" as const,
    required: true,
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <>
      {isNew && (
        <NativeSelect
          id="demand-type"
          label={t("field.type")}
          required
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.type}
          error={errors.get("type")}
          onChange={(type) => change({ type })}
        />
      )}
      <div className="pair">
        <Field {...text("floor")} hint={t("field.floorHint")} />
        <Field {...text("ceiling")} />
      </div>
      <Bands of="shares" bands={form.shares} error={errors.get("shares")} onChange={(shares) => change({ shares })} />
      <Bands of="times" bands={form.times} error={errors.get("times")} onChange={(times) => change({ times })} />
      <div className="pair">
        <Field {...text("every")} />
        <Field {...text("step")} />
      </div>
      <Field {...text("fallBack")} hint={t("field.fallBackHint")} />
    </>
  );
}

interface BandsProps {
  readonly of: "shares" | "times";
  readonly bands: readonly BandForm[];
  readonly error: string | undefined;
  readonly onChange: (bands: readonly BandForm[]) => void;
}

function Bands({ of, bands, error, onChange }: BandsProps): ReactNode {
  const t = usePriceTexts();
  const set = (place: number, said: Partial<BandForm>): void =>
    onChange(bands.map((each, index) => (index === place ? { ...each, ...said } : each)));
  return (
    <fieldset className="price-rules__bands">
      <legend id={`demand-${of}`} tabIndex={-1} className="field__label">
        {t(`field.${of}`)}
      </legend>
      <p className="muted small">{t(`field.${of}Hint`)}</p>
      {bands.map((each, place) => (
        // Bands have no name of their own: their place is what they are known by.
        <div key={place} className="price-rules__band">
          <Field
            label={t(`band.${of}`, { number: place + 1 })}
            type="number"
            required
            value={each.from}
            onChange={(from) => set(place, { from })}
          />
          <Field
            label={t("band.change", { number: place + 1 })}
            required
            value={each.change}
            onChange={(change) => set(place, { change })}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={t("band.remove", { number: place + 1 })}
            onClick={() => onChange(bands.filter((_, index) => index !== place))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {error !== undefined && <p className="field__error">{error}</p>}
      {bands.length < MOST_BANDS && (
        <div>
          <Button kind="quiet" size="small" onPress={() => onChange([...bands, EMPTY_BAND])}>
            {t(`band.add.${of}`)}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
