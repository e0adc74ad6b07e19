// The prices of all ticket types in one currency: typed, suggested by a rate, saved at once or not at all.
import { useState, type FormEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Section } from "../parts/Section";
import { useAmount, useDigits } from "../shell/money";
import { useNotify } from "../shell/notifications";
import type { TicketType } from "../tickets/type-form";
import { bodyOf, formOf, rateOf, suggested, wrongFields, type PriceForm } from "./price-form";
import { useDeleteCurrency, useSetPrices } from "./queries";
import { useCurrencyTexts } from "./texts";

export interface CurrencyPricesProps {
  readonly currency: string;
  readonly types: readonly TicketType[];
  readonly editable: boolean;
  /** Nothing is saved in it yet. */
  readonly isNew: boolean;
  readonly onGone: () => void;
}

export function CurrencyPrices({ currency, types, editable, isNew, onGone }: CurrencyPricesProps): ReactNode {
  const t = useCurrencyTexts();
  const notify = useNotify();
  const digitsOf = useDigits();
  const digits = digitsOf(currency);
  const own = types[0]?.currency ?? currency;
  const [form, setForm] = useState<PriceForm>(() => formOf(types, currency, digits));
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [isLeaving, setLeaving] = useState(false);
  const save = useSetPrices();
  const remove = useDeleteCurrency();
  const type = (field: keyof PriceForm, id: string, text: string): void => {
    setForm((now) => ({ ...now, [field]: { ...now[field], [id]: text } }));
    setWrong([]);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = wrongFields(types, form, digits);
    const body = bodyOf(types, form, { currency, digits });
    setWrong(found.length === 0 && body.prices.length === 0 ? [`price-${types[0]?.id ?? ""}`] : found);
    if (found.length === 0 && body.prices.length > 0)
      save.mutate(body, { onSuccess: () => notify(t("saved", { currency })) });
  };
  const errorAt = (id: string): string | undefined => (wrong.includes(id) ? t("wrong", { currency }) : undefined);
  return (
    <Section title={currency} lead={isNew ? t("isNew") : undefined} boxed>
      <form className="stack" noValidate onSubmit={submit}>
        {editable && (
          <Rate
            id={`rate-${currency}`}
            own={own}
            currency={currency}
            onRate={(rate) => setForm(suggested(types, rate, { own: digitsOf(own), other: digits }))}
          />
        )}
        <div className="currency-prices">
          {types.map((each) => (
            <PriceFields
              key={each.id}
              type={each}
              currency={currency}
              form={form}
              disabled={!editable}
              onType={type}
              errorAt={errorAt}
            />
          ))}
        </div>
        {save.isError && <Failure error={save.error} />}
        {editable && (
          <div className="row">
            <Button type="submit" pending={save.isPending}>
              {t("save")}
            </Button>
            <Button kind="quiet" onPress={() => (isNew ? onGone() : setLeaving(true))}>
              {isNew ? t("discard") : t("remove", { currency })}
            </Button>
          </div>
        )}
      </form>
      {isLeaving && (
        <RemoveDialog
          title={t("remove", { currency })}
          text={t("removeText", { currency })}
          what={currency}
          remove={remove}
          onDone={t("removed", { currency })}
          onClose={() => setLeaving(false)}
          onRemoved={onGone}
          confirm={t("removeIt")}
        />
      )}
    </Section>
  );
}

interface PriceFieldsProps {
  readonly type: TicketType;
  readonly currency: string;
  readonly form: PriceForm;
  readonly disabled: boolean;
  readonly onType: (field: keyof PriceForm, id: string, text: string) => void;
  readonly errorAt: (id: string) => string | undefined;
}

function PriceFields({ type, currency, form, disabled, onType, errorAt }: PriceFieldsProps): ReactNode {
  const t = useCurrencyTexts();
  const amount = useAmount();
  const { id, name, kind } = type;
  return (
    <>
      <Field
        id={`price-${currency}-${id}`}
        label={t("price", { name, currency })}
        hint={t("ownPrice", { amount: amount(type.price_minor, type.currency) })}
        type="number"
        autoComplete="off"
        disabled={disabled}
        value={form.prices[id] ?? ""}
        onChange={(text) => onType("prices", id, text)}
        error={errorAt(`price-${id}`)}
      />
      {kind === "donation" && (
        <Field
          id={`least-${currency}-${id}`}
          label={t("least", { name, currency })}
          type="number"
          autoComplete="off"
          disabled={disabled}
          value={form.least[id] ?? ""}
          onChange={(text) => onType("least", id, text)}
          error={errorAt(`least-${id}`)}
        />
      )}
    </>
  );
}

/** A rate that fills in the fields below, and is kept nowhere. */
function Rate({
  id,
  own,
  currency,
  onRate,
}: {
  readonly id: string;
  readonly own: string;
  readonly currency: string;
  readonly onRate: (rate: number) => void;
}): ReactNode {
  const t = useCurrencyTexts();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const suggest = (): void => {
    const rate = rateOf(typed);
    setWrong(rate === null);
    if (rate !== null) onRate(rate);
  };
  return (
    <div className="row currency-rate">
      <Field
        id={id}
        label={t("rate", { own, currency })}
        hint={t("rateHint")}
        type="number"
        autoComplete="off"
        value={typed}
        onChange={setTyped}
        error={isWrong ? t("wrongRate") : undefined}
      />
      <Button kind="quiet" onPress={suggest}>
        {t("suggest")}
      </Button>
    </div>
  );
}
