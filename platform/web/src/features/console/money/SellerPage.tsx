// What invoices say of the organization: who sells, its tax number, and why a line has no tax.
import "./money.css";
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Checkbox } from "../../../ui/Checkbox";
import { CountryField } from "../../../ui/Combobox";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { ifMatch } from "../session/connection";
import { useApi } from "../session/api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { useSellerSettings, type SellerSettings } from "./invoices";
import { useMoneyTexts } from "./texts";

const PATH = "/api/v1/organizations/{organization_id}/invoice-settings";
const ADDRESS = ["legal_name", "street", "postal_code", "city"] as const;
const NUMBERS = ["tax_id", "registration_id", "email", "exemption_note", "footer"] as const;
const HINTED = ["tax_id", "exemption_note", "footer"];
type SellerForm = Omit<SellerSettings, "version">;

export default function SellerPage(): ReactNode {
  const t = useMoneyTexts();
  return (
    <Page title={t("seller.title")} lead={t("seller.lead")} narrow>
      <Loaded query={useSellerSettings()}>{(settings) => <Seller settings={settings} />}</Loaded>
    </Page>
  );
}

function formOf(settings: SellerSettings): SellerForm {
  const form: Partial<SellerSettings> = { ...settings };
  delete form.version;
  return form as SellerForm;
}

function Seller({ settings }: { readonly settings: SellerSettings }): ReactNode {
  const t = useMoneyTexts();
  const api = useApi();
  const notify = useNotify();
  const { id, may } = useOrganization();
  const params = { path: { organization_id: id } };
  const editing = useEditing<SellerForm, SellerSettings>({
    entity: settings,
    empty: formOf(settings),
    formOf,
    prefix: "seller",
    problemsOf: () => new Map(),
    fieldOf: (pointer) => pointer.slice(1),
    write: (body, _changed, over) => answerOf(api.PUT(PATH, { params, body, headers: ifMatch(over ?? settings) })),
    current: () => answerOf(api.GET(PATH, { params })),
    onSaved: () => notify(t("seller.saved")),
  });
  const { form, change, errors } = editing;
  const canEdit = may("invoices.configure");
  const field = (name: (typeof ADDRESS | typeof NUMBERS)[number]): ReactNode => (
    <Field
      key={name}
      id={`seller-${name}`}
      label={t(`party.${name}`)}
      hint={HINTED.includes(name) ? t(`party.${name}Hint` as "party.tax_idHint") : undefined}
      readOnly={!canEdit}
      maxLength={500}
      value={form[name]}
      error={errors.get(name)}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <EntityForm
      editing={editing}
      editable={canEdit}
      labelOf={(name) => t(name === "applies_reverse_charge" ? "seller.reverse" : `party.${name}`)}
    >
      <fieldset className="editor__part">
        <legend className="editor__legend">{t("seller.who")}</legend>
        {ADDRESS.map(field)}
        <CountryField
          id="seller-country"
          label={t("party.country")}
          hint={t("seller.countryHint")}
          disabled={!canEdit}
          value={form.country}
          error={errors.get("country")}
          onChange={(country) => change({ country })}
        />
      </fieldset>
      <fieldset className="editor__part">
        <legend className="editor__legend">{t("seller.taxes")}</legend>
        <p className="muted small">{t("seller.rates")}</p>
        {NUMBERS.map(field)}
        <Checkbox
          id="seller-applies_reverse_charge"
          checked={form.applies_reverse_charge}
          disabled={!canEdit}
          onChange={(applies_reverse_charge) => change({ applies_reverse_charge })}
        >
          {t("seller.reverse")}
        </Checkbox>
      </fieldset>
    </EntityForm>
  );
}
