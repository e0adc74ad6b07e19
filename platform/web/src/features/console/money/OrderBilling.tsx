// Whom an order is billed to, until its invoice is issued.
import "./money.css";
import { useState, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { CountryField } from "../../../ui/Combobox";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useApi } from "../session/api";
import { once } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useBilling, useInvoicesOfOrder, type Billing } from "./invoices";
import { useMoneyChange } from "./queries";
import { useMoneyTexts } from "./texts";

const BASE = "/api/v1/organizations/{organization_id}/orders/{order_id}";

export interface OrderBillingProps {
  readonly orderId: string;
  readonly isConfirmed: boolean;
}

export default function OrderBilling({ orderId, isConfirmed }: OrderBillingProps): ReactNode {
  const t = useMoneyTexts();
  const { may } = useOrganization();
  const billing = useBilling(orderId).data;
  const invoices = useInvoicesOfOrder(orderId).data;
  const [isEdited, setEdited] = useState(false);
  if (billing === undefined || invoices === undefined) return null;
  const isIssued = invoices.some(({ kind }) => kind === "invoice");
  const canIssue = may("invoices.issue") && !isIssued;
  return (
    <section className="panel stack" aria-labelledby="billing-title">
      <div className="row row--apart">
        <h2 id="billing-title">{t("billing.title")}</h2>
        {canIssue && (
          <Button kind="bare" size="small" aria-label={t("billing.edit")} onPress={() => setEdited(true)}>
            {t("edit")}
          </Button>
        )}
      </div>
      <BilledTo billing={billing} />
      {canIssue && isConfirmed && <IssueButton orderId={orderId} />}
      {isEdited && <BillingPanel billing={billing} onClose={() => setEdited(false)} />}
    </section>
  );
}

function BilledTo({ billing }: { readonly billing: Billing }): ReactNode {
  const t = useMoneyTexts();
  const { company, name, street, postal_code, city, country, tax_id, reference } = billing;
  const place = [country, postal_code, city].filter(Boolean).join(" ");
  const lines = [company, name, street, place].filter((line) => line !== "");
  if (lines.length === 0 && tax_id === "") return <p className="muted">{t("billing.none")}</p>;
  return (
    <div>
      {lines.map((line) => (
        <p key={line}>
          <bdi>{line}</bdi>
        </p>
      ))}
      {tax_id !== "" && (
        <p className="row">
          <bdi>{tax_id}</bdi>
          {billing.has_valid_vat_id && <span className="tag tag--good">{t("billing.valid")}</span>}
        </p>
      )}
      {reference !== "" && (
        <p className="muted small">
          <bdi>{reference}</bdi>
        </p>
      )}
    </div>
  );
}

/** Paid orders get their invoice by themselves; this is for free ones. */
function IssueButton({ orderId }: { readonly orderId: string }): ReactNode {
  const t = useMoneyTexts();
  const notify = useNotify();
  const issuing = useMoneyChange((api, id) =>
    api.POST(`${BASE}/invoices`, { params: { path: { organization_id: id, order_id: orderId } }, ...once }),
  );
  const issue = (): void => issuing.mutate(undefined, { onSuccess: () => notify(t("billing.issued")) });
  return (
    <>
      {issuing.isError && <Failure error={issuing.error} />}
      <Button kind="quiet" pending={issuing.isPending} onPress={issue}>
        {t("billing.issue")}
      </Button>
    </>
  );
}

const NAMES = ["company", "name", "street", "postal_code", "city", "tax_id", "reference"] as const;
type BillingForm = Pick<Billing, (typeof NAMES)[number] | "country">;

function formOf({ company, name, street, postal_code, city, country, tax_id, reference }: Billing): BillingForm {
  return { company, name, street, postal_code, city, country, tax_id, reference };
}

function BillingPanel({ billing, onClose }: { readonly billing: Billing; readonly onClose: () => void }): ReactNode {
  const t = useMoneyTexts();
  const api = useApi();
  const notify = useNotify();
  const { id } = useOrganization();
  const params = { path: { organization_id: id, order_id: billing.order_id } };
  const saving = useMoneyChange((_api, _id, body: BillingForm) =>
    answerOf(api.POST(`${BASE}/billing`, { params, body, ...once })),
  );
  const editing = useEditing<BillingForm, Billing>({
    entity: billing,
    empty: formOf(billing),
    formOf,
    prefix: "billing",
    problemsOf: () => new Map(),
    fieldOf: (pointer) => pointer.slice(1),
    write: (form) => saving.mutateAsync(form),
    current: () => answerOf(api.GET(`${BASE}/billing`, { params })),
    onSaved: () => {
      onClose();
      notify(t("billing.saved"));
    },
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel title={t("billing.edit")} editing={editing} labelOf={(name) => t(`party.${name}`)} onClose={onClose}>
      {NAMES.slice(0, 5).map((name) => (
        <Field
          key={name}
          id={`billing-${name}`}
          label={t(`party.${name}`)}
          value={form[name]}
          error={errors.get(name)}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <CountryField
        id="billing-country"
        label={t("party.country")}
        value={form.country}
        error={errors.get("country")}
        onChange={(country) => change({ country })}
      />
      {NAMES.slice(5).map((name) => (
        <Field
          key={name}
          id={`billing-${name}`}
          label={t(`party.${name}`)}
          value={form[name]}
          error={errors.get(name)}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
    </EntityPanel>
  );
}
