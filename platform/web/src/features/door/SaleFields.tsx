// The fields of a sale at the door: which ticket, how many, for whom, how it was paid, and what follows at once.
import type { ReactNode } from "react";
import { mostOf, totalOf, type SaleField, type SaleForm, type SalePayment } from "./sales";
import { useDoorTexts, usePrice, type DoorKey } from "./texts";
import type { Offer } from "./types";

const PAYMENTS: readonly SalePayment[] = ["cash", "card_terminal"];

export interface SaleFieldsProps {
  readonly form: SaleForm;
  readonly offers: readonly Offer[];
  /** In which the event is sold, its own first. */
  readonly currencies: readonly string[];
  readonly offer: Offer | undefined;
  readonly faults: ReadonlyMap<SaleField | null, DoorKey>;
  readonly onChange: (some: Partial<SaleForm>) => void;
}

export function SaleFields({ form, offers, currencies, offer, faults, onChange }: SaleFieldsProps): ReactNode {
  const t = useDoorTexts();
  const money = usePrice();
  const said = (each: Offer): string => {
    const price =
      each.price_minor === 0 ? t("sale.free") : money(each.price_minor, each.currency, each.currency_digits);
    return [each.name, price, t("sale.left", { number: each.remaining })].join(" · ");
  };
  return (
    <>
      {currencies.length > 1 && (
        <Labelled field="currency" label={t("sale.currency")}>
          {(rest) => (
            <select
              {...rest}
              value={form.currency || currencies[0]}
              onChange={({ target: { value } }) => onChange({ currency: value === currencies[0] ? "" : value })}
            >
              {currencies.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      <Labelled field="type" label={t("sale.type")} fault={faults.get("type")}>
        {(rest) => (
          <select
            {...rest}
            value={offer?.ticket_type_id ?? ""}
            onChange={(event) => onChange({ typeId: event.target.value })}
          >
            {offer === undefined && <option value="">{t("sale.choose")}</option>}
            {offers.map((each) => (
              <option key={each.ticket_type_id} value={each.ticket_type_id} disabled={each.remaining === 0}>
                {said(each)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled field="quantity" label={t("sale.quantity")} fault={faults.get("quantity")}>
        {(rest) => (
          <input
            {...rest}
            type="number"
            inputMode="numeric"
            min={1}
            max={mostOf(offer)}
            value={Number.isNaN(form.quantity) ? "" : form.quantity}
            onChange={(event) => onChange({ quantity: event.target.valueAsNumber })}
          />
        )}
      </Labelled>
      <Labelled field="name" label={t("sale.name")} fault={faults.get("name")}>
        {(rest) => (
          <input
            {...rest}
            data-first
            required
            maxLength={200}
            autoComplete="off"
            value={form.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled field="email" label={t("sale.email")} hint={t("sale.emailHint")} fault={faults.get("email")}>
        {(rest) => (
          <input
            {...rest}
            type="email"
            maxLength={254}
            autoComplete="off"
            dir="ltr"
            value={form.email}
            onChange={(event) => onChange({ email: event.target.value })}
          />
        )}
      </Labelled>
      {totalOf(form, offer) > 0 && <Payment form={form} onChange={onChange} />}
      <label className="door-switch">
        <span>{t("sale.admits")}</span>
        <input
          type="checkbox"
          role="switch"
          checked={form.admits}
          onChange={(event) => onChange({ admits: event.target.checked })}
        />
      </label>
      <label className="door-switch">
        <span>{t("sale.badge")}</span>
        <input
          type="checkbox"
          role="switch"
          checked={form.printsBadges}
          onChange={(event) => onChange({ printsBadges: event.target.checked })}
        />
      </label>
    </>
  );
}

function Payment({ form, onChange }: Pick<SaleFieldsProps, "form" | "onChange">): ReactNode {
  const t = useDoorTexts();
  return (
    <>
      <div className="sale-payments" role="group" aria-label={t("sale.payment")}>
        {PAYMENTS.map((each) => (
          <button
            key={each}
            type="button"
            className="door-tool"
            aria-pressed={form.payment === each}
            onClick={() => onChange({ payment: each })}
          >
            {t(`sale.payment.${each}`)}
          </button>
        ))}
      </div>
      <Labelled field="reference" label={t("sale.reference")}>
        {(rest) => (
          <input
            {...rest}
            maxLength={100}
            autoComplete="off"
            value={form.reference}
            onChange={(event) => onChange({ reference: event.target.value })}
          />
        )}
      </Labelled>
    </>
  );
}

interface FieldProps {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

interface LabelledProps {
  readonly field: string;
  readonly label: string;
  readonly hint?: string;
  readonly fault?: DoorKey | undefined;
  readonly children: (rest: FieldProps) => ReactNode;
}

/** A field with its label, and below it what is wrong with it, or what it is for. */
function Labelled({ field, label, hint, fault, children }: LabelledProps): ReactNode {
  const t = useDoorTexts();
  const id = `sale-${field}`;
  const says = fault === undefined ? hint : t(fault);
  return (
    <div className="door-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-invalid": fault !== undefined,
        "aria-describedby": says === undefined ? undefined : `${id}-hint`,
      })}
      {says !== undefined && (
        <p
          id={`${id}-hint`}
          className={fault === undefined ? "door-soft" : "door-error"}
          role={fault === undefined ? undefined : "alert"}
        >
          {says}
        </p>
      )}
    </div>
  );
}
