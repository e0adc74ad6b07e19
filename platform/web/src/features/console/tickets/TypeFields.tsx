// The fields of a ticket type, in the order in which one thinks about it.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { Pool } from "../events/queries";
import { useEvent } from "../shell/event";
import { useTicketTexts } from "./texts";
import { NEW_POOL, NO_POOL, type Kind, type SoldAs, type TicketType, type TypeField, type TypeForm } from "./type-form";
import { TypeRelations } from "./TypeRelations";
import { TypeTranslations } from "./TypeTranslations";

export interface TypeFieldsProps {
  readonly form: TypeForm;
  readonly isNew: boolean;
  /** The ticket type's own id: it is no part of itself. */
  readonly own: string | null;
  readonly types: readonly TicketType[];
  readonly pools: readonly Pool[];
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<TypeForm>) => void;
}

type TextName = {
  [K in TypeField]: TypeForm[K] extends string ? (string extends TypeForm[K] ? K : never) : never;
}[TypeField];

const KINDS: readonly Kind[] = ["paid", "free", "donation"];
const WAYS: readonly SoldAs[] = ["ticket", "add_on", "bundle", "pass"];

export function TypeFields(props: TypeFieldsProps): ReactNode {
  return (
    <>
      <What {...props} />
      <Price {...props} />
      <HowMany {...props} />
      <When {...props} />
      <TypeTranslations {...props} />
    </>
  );
}

/** What each field of text needs besides its label. */
function textOf({ form, errors, change }: TypeFieldsProps) {
  return (name: TextName) => ({
    id: `type-${name}`,
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors.get(name),
  });
}

function What(props: TypeFieldsProps): ReactNode {
  const { form, isNew, types, change } = props;
  const t = useTicketTexts();
  const text = textOf(props);
  const others = types.filter(({ id, state }) => id !== props.own && state !== "archived");
  const isOfSeries = useEvent().series_id !== null;
  const ways = WAYS.filter((way) => way === "ticket" || (others.length > 0 && (way !== "pass" || isOfSeries)));
  return (
    <fieldset className="type-editor__part">
      <legend className="type-editor__legend">{t("part.what")}</legend>
      <Field label={t("field.name")} required maxLength={120} {...text("name")} />
      <Field label={t("field.description")} rows={3} maxLength={2000} {...text("description")} />
      <Field
        label={t("field.benefits")}
        hint={t("field.benefitsHint")}
        rows={3}
        maxLength={4000}
        {...text("benefits")}
      />
      {isNew && ways.length > 1 && (
        <RadioGroup
          id="type-soldAs"
          label={t("field.soldAs")}
          look="cards"
          value={form.soldAs}
          options={ways.map((way) => ({
            value: way,
            label: t(`soldAs.${way}` as "soldAs.bundle"),
            hint: t(`soldAs.${way}Hint` as "soldAs.bundle"),
          }))}
          onChange={(way) => change(soldAs(way as SoldAs))}
        />
      )}
      {(form.soldAs === "ticket" || form.soldAs === "pass") && (
        <Field label={t("field.places")} hint={t("field.placesHint")} type="number" required {...text("places")} />
      )}
      <TypeRelations {...props} others={others} />
    </fieldset>
  );
}

/** What is usual for what is sold in this way. */
function soldAs(way: SoldAs): Partial<TypeForm> {
  const places = { ticket: "1", pass: "1", add_on: "0", bundle: "0" }[way];
  return { soldAs: way, places, parts: {}, pool: way === "bundle" || way === "pass" ? NO_POOL : NEW_POOL };
}

function Price(props: TypeFieldsProps): ReactNode {
  const { form, isNew, change, types } = props;
  const t = useTicketTexts();
  const text = textOf(props);
  const { currency } = form;
  return (
    <fieldset className="type-editor__part">
      <legend className="type-editor__legend">{t("part.price")}</legend>
      {isNew && (
        <RadioGroup
          id="type-kind"
          label={t("field.kind")}
          value={form.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(kind) => change({ kind: kind as Kind })}
        />
      )}
      {form.kind !== "free" && (
        <div className="type-editor__pair">
          <Field
            label={t(form.kind === "donation" ? "field.suggested" : "field.price", { currency })}
            hint={t(types.some(({ excludes_tax }) => excludes_tax) ? "tax.plus" : "field.priceHint")}
            type="number"
            required={form.kind === "paid"}
            {...text("price")}
          />
          {form.kind === "donation" && (
            <Field label={t("field.minimumPrice", { currency })} type="number" {...text("minimumPrice")} />
          )}
          <Field label={t("field.tax")} hint={t("field.taxHint")} type="number" {...text("tax")} />
        </div>
      )}
    </fieldset>
  );
}

function HowMany(props: TypeFieldsProps): ReactNode {
  const { form, isNew, pools, errors, change } = props;
  const t = useTicketTexts();
  const text = textOf(props);
  const isWhole = form.soldAs === "bundle" || form.soldAs === "pass";
  const options = [
    ...(isWhole && isNew ? [{ value: NO_POOL, label: t("pools.none") }] : []),
    { value: NEW_POOL, label: t("pools.own") },
    ...pools.map(({ id, name, taken, capacity }) => ({
      value: id,
      label: t("pools.option", { name, taken, capacity }),
    })),
  ];
  return (
    <fieldset className="type-editor__part">
      <legend className="type-editor__legend">{t("part.howMany")}</legend>
      {(pools.length > 0 || isWhole) && (
        <NativeSelect
          id="type-pool"
          label={t("field.pool")}
          hint={t("field.poolHint")}
          required
          options={options}
          value={form.pool}
          onChange={(pool) => change({ pool: pool || form.pool })}
          error={errors.get("pool")}
        />
      )}
      {form.pool === NEW_POOL && <Field label={t("field.capacity")} type="number" required {...text("capacity")} />}
      <div className="type-editor__pair">
        <Field label={t("field.minimum")} type="number" required {...text("minimum")} />
        <Field label={t("field.maximum")} type="number" required {...text("maximum")} />
        <Field label={t("field.perPerson")} type="number" {...text("perPerson")} />
      </div>
    </fieldset>
  );
}

function When(props: TypeFieldsProps): ReactNode {
  const { form, errors, change } = props;
  const t = useTicketTexts();
  const { time_zone: zone } = useEvent();
  const text = textOf(props);
  return (
    <fieldset className="type-editor__part">
      <legend className="type-editor__legend">{t("part.when")}</legend>
      <div className="type-editor__pair">
        <Field label={t("field.starts")} hint={t("field.startsHint")} type="datetime-local" {...text("starts")} />
        <Field label={t("field.ends")} hint={t("field.endsHint")} type="datetime-local" {...text("ends")} />
      </div>
      <p className="muted small">{t("timeline.zone", { zone })}</p>
      <Checkbox
        id="type-hidden"
        checked={form.hidden}
        error={errors.get("hidden")}
        onChange={(hidden) => change({ hidden })}
      >
        {t("field.hidden")}
        <span className="field__hint type-editor__hint">{t("field.hiddenHint")}</span>
      </Checkbox>
      {form.hidden && (
        <Checkbox
          id="type-codeOnly"
          checked={form.codeOnly}
          error={errors.get("codeOnly")}
          onChange={(codeOnly) => change({ codeOnly })}
        >
          {t("field.codeOnly")}
          <span className="field__hint type-editor__hint">{t("field.codeOnlyHint")}</span>
        </Checkbox>
      )}
      <Checkbox
        id="type-approval"
        checked={form.approval}
        error={errors.get("approval")}
        onChange={(approval) => change({ approval })}
      >
        {t("field.approval")}
        <span className="field__hint type-editor__hint">{t("field.approvalHint")}</span>
      </Checkbox>
    </fieldset>
  );
}
