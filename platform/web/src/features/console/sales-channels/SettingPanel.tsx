// How a ticket type is sold through a channel, beside the list; saved as a whole and never over what others saved.
import type { ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { currenciesOf } from "../parts/currency-amounts";
import { CurrencyAmounts } from "../parts/CurrencyAmounts";
import { useEditing, type Editing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { usePartners } from "../sales-partners/queries";
import { useEvent } from "../shell/event";
import { useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import type { TicketType } from "../tickets/type-form";
import { useFetchSetting, useSaveSetting, type ChannelSetting } from "./queries";
import {
  changesOf,
  CHANNELS,
  emptyForm,
  fieldOf,
  formOf,
  newOf,
  problemsOf,
  type SettableChannel,
  type SettingForm,
} from "./setting-form";
import { useChannelTexts } from "./texts";

export interface SettingPanelProps {
  /** As it was opened; null makes one. */
  readonly setting: ChannelSetting | null;
  readonly title: string;
  readonly types: readonly TicketType[];
  readonly onClose: () => void;
  readonly onDelete: (setting: ChannelSetting) => void;
}

export function SettingPanel({ setting, title, types, onClose, onDelete }: SettingPanelProps): ReactNode {
  const t = useChannelTexts();
  const notify = useNotify();
  const save = useSaveSetting();
  const fetchSetting = useFetchSetting();
  const reading = { zone: useEvent().time_zone, digitsOf: useDigits() };
  const editing = useEditing<SettingForm, ChannelSetting>({
    entity: setting,
    empty: emptyForm(types.length === 1 ? (types[0]?.id ?? "") : ""),
    formOf: (entity) => formOf(entity, reading),
    prefix: "channel",
    problemsOf: (form) =>
      new Map([...problemsOf(form, reading.digitsOf)].map(([name, wrong]) => [name, t(`wrong.${wrong}`)])),
    fieldOf,
    current: ({ id }) => fetchSetting(id),
    write: (form, changed, over) =>
      save.mutateAsync({ over, body: over === null ? newOf(form, reading) : changesOf(form, changed, reading) }),
    onSaved: () => {
      notify(t("saved"));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={title}
      editing={editing}
      submit={t(setting === null ? "add" : "save")}
      labelOf={(name) => t(`field.${name}`)}
      onClose={onClose}
      {...(setting === null ? {} : { onDelete: () => onDelete(setting) })}
    >
      <SettingFields editing={editing} types={types} zone={reading.zone} />
    </EntityPanel>
  );
}

interface SettingFieldsProps {
  readonly editing: Editing<SettingForm, ChannelSetting>;
  readonly types: readonly TicketType[];
  readonly zone: string;
}

function SettingFields({ editing, types, zone }: SettingFieldsProps): ReactNode {
  const { form, change, errors, isNew } = editing;
  const t = useChannelTexts();
  const text = (name: "places" | "most" | "returns") => ({
    id: `channel-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <>
      {isNew && (
        <>
          <NativeSelect
            id="channel-type"
            label={t("field.type")}
            required
            value={form.type}
            error={errors.get("type")}
            options={types.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(type) => change({ type })}
          />
          <NativeSelect
            id="channel-channel"
            label={t("field.channel")}
            required
            value={form.channel}
            options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
            onChange={(channel) => change({ channel: channel as SettableChannel })}
          />
          {form.channel === "partner" && <PartnerSelect editing={editing} />}
        </>
      )}
      <Checkbox id="channel-sold" checked={form.sold} onChange={(sold) => change({ sold })}>
        {t("field.sold")}
      </Checkbox>
      {form.sold && (
        <>
          <Field {...text("places")} hint={t("field.placesHint")} type="number" />
          <Field {...text("returns")} hint={t("field.returnsHint", { zone })} type="datetime-local" />
          <Field {...text("most")} hint={t("field.mostHint")} type="number" />
          <PriceFields editing={editing} types={types} />
        </>
      )}
    </>
  );
}

/** What one costs there, in each currency of the ticket type; for whoever may set what it costs anywhere. */
function PriceFields({ editing: { form, change, errors }, types }: Omit<SettingFieldsProps, "zone">): ReactNode {
  const t = useChannelTexts();
  const { may } = useOrganization();
  const priced = types.filter(({ id, kind }) => id === form.type && kind === "paid");
  if (!may("catalog.edit")) return null;
  return (
    <CurrencyAmounts
      id="channel-prices"
      legend={t("field.prices")}
      hint={t("field.pricesHint")}
      currencies={[...new Set([...currenciesOf(priced), ...Object.keys(form.prices)])]}
      labelOf={(currency) => t("field.priceIn", { currency })}
      values={form.prices}
      error={errors.get("prices")}
      onChange={(prices) => change({ prices })}
    />
  );
}

function PartnerSelect({ editing }: Pick<SettingFieldsProps, "editing">): ReactNode {
  const t = useChannelTexts();
  const partners = (usePartners().data ?? []).filter(({ state }) => state === "active");
  return (
    <NativeSelect
      id="channel-partner"
      label={t("field.partner")}
      value={editing.form.partner}
      error={editing.errors.get("partner")}
      options={[
        { value: "", label: t("allPartners") },
        ...partners.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(partner) => editing.change({ partner })}
    />
  );
}
