// Under which accounts the books are exported for a tax adviser who works with DATEV.
import { useState, type ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { basisPointsOf, percentOf } from "../../../lib/typed-numbers";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { Section } from "../parts/Section";
import { ifMatch } from "../session/connection";
import { useApi } from "../session/api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { useAccountName } from "./LedgerEntries";
import { useMoney } from "./queries";
import { useMoneyTexts, type MoneyKey } from "./texts";

type Settings = Schemas["AccountingBookSettings"];
type Fields = Schemas["AccountingBookSettingsFields"];

const PATH = "/api/v1/organizations/{organization_id}/accounting/settings";
const CHARTS = ["skr03", "skr04"] as const;
const MONTHS = 12;

interface BookForm {
  readonly chart: string;
  readonly adviser_number: string;
  readonly client_number: string;
  readonly fiscal_year_month: string;
  readonly account_length: string;
  readonly is_final: boolean;
  readonly accounts: Readonly<Record<string, string>>;
  /** Percentage, account and tax key of each rate, a line each. */
  readonly tax_accounts: string;
}

function formOf(settings: Settings): BookForm {
  const shown = (number: number): string => (number === 0 ? "" : String(number));
  return {
    chart: settings.chart,
    adviser_number: shown(settings.adviser_number),
    client_number: shown(settings.client_number),
    fiscal_year_month: String(settings.fiscal_year_month),
    account_length: String(settings.account_length),
    is_final: settings.is_final,
    accounts: settings.accounts,
    tax_accounts: settings.tax_accounts
      .map(({ rate_bp, account, key }) => [percentOf(rate_bp) || "0", account || "-", key || "-"].join(" "))
      .join("\n"),
  };
}

/** "19 8400 3" a line: rate, account and tax key, a dash for none of the last two; null for anything else. */
export function taxAccountsOf(typed: string): Fields["tax_accounts"] | null {
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map((line) => {
    const [rate = "", account = "-", key = "-", ...more] = line.trim().split(/\s+/);
    const rate_bp = basisPointsOf(rate);
    if (rate_bp === null || more.length > 0) return null;
    return { rate_bp, account: account === "-" ? "" : account, key: key === "-" ? "" : key };
  });
  return read.some((each) => each === null) ? null : read.filter((each) => each !== null);
}

function fieldsOf(form: BookForm, before: Settings): Fields {
  const isSameChart = form.chart === before.chart;
  return {
    chart: CHARTS.find((each) => each === form.chart) ?? "skr03",
    adviser_number: Number(form.adviser_number),
    client_number: Number(form.client_number),
    fiscal_year_month: Number(form.fiscal_year_month),
    account_length: Number(form.account_length),
    is_final: form.is_final,
    // Another chart brings its own numbers.
    accounts: isSameChart ? { ...form.accounts } : {},
    tax_accounts: taxAccountsOf(form.tax_accounts) ?? [],
  };
}

export function BookSettings(): ReactNode {
  const t = useMoneyTexts();
  const { may } = useOrganization();
  const settings = useMoney(["book-settings"], (api, id) =>
    answerOf(api.GET(PATH, { params: { path: { organization_id: id } } })),
  ).data;
  const [isEdited, setEdited] = useState(false);
  if (settings === undefined) return null;
  const isSet = settings.adviser_number > 0;
  return (
    <Section
      title={t("books.title")}
      lead={
        isSet
          ? t("books.set", {
              chart: settings.chart.toUpperCase(),
              adviser: settings.adviser_number,
              client: settings.client_number,
            })
          : t("books.unset")
      }
      boxed
      action={
        may("accounting.configure") && (
          <Button kind="quiet" size="small" onPress={() => setEdited(true)}>
            {t("books.edit")}
          </Button>
        )
      }
    >
      {isEdited && <BookPanel settings={settings} onClose={() => setEdited(false)} />}
    </Section>
  );
}

function BookPanel({ settings, onClose }: { readonly settings: Settings; readonly onClose: () => void }): ReactNode {
  const t = useMoneyTexts();
  const api = useApi();
  const notify = useNotify();
  const accountOf = useAccountName();
  const { id } = useOrganization();
  const params = { path: { organization_id: id } };
  const editing = useEditing<BookForm, Settings>({
    entity: settings,
    empty: formOf(settings),
    formOf,
    prefix: "books",
    problemsOf: (form) => problemsOf(form, t),
    fieldOf: (pointer) => pointer.slice(1).split("/")[0] ?? null,
    write: (form, _changed, over) =>
      answerOf(api.PUT(PATH, { params, body: fieldsOf(form, over ?? settings), headers: ifMatch(over ?? settings) })),
    current: () => answerOf(api.GET(PATH, { params })),
    onSaved: () => {
      onClose();
      notify(t("books.saved"));
    },
  });
  const { form, change, errors } = editing;
  const number = (name: "adviser_number" | "client_number" | "account_length"): ReactNode => (
    <Field
      id={`books-${name}`}
      label={t(`books.${name}`)}
      type="number"
      required
      value={form[name]}
      error={errors.get(name)}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <EntityPanel
      title={t("books.edit")}
      editing={editing}
      labelOf={(name) => t(`books.${name}`)}
      shownOf={(each, name) => (typeof each[name] === "object" ? JSON.stringify(each[name]) : String(each[name]))}
      onClose={onClose}
    >
      <NativeSelect
        id="books-chart"
        label={t("books.chart")}
        required
        value={form.chart}
        onChange={(chart) => change({ chart })}
        options={CHARTS.map((value) => ({ value, label: value.toUpperCase() }))}
      />
      {number("adviser_number")}
      {number("client_number")}
      <NativeSelect
        id="books-fiscal_year_month"
        label={t("books.fiscal_year_month")}
        required
        value={form.fiscal_year_month}
        onChange={(month) => change({ fiscal_year_month: month })}
        options={Array.from({ length: MONTHS }, (_, place) => ({ value: String(place + 1), label: String(place + 1) }))}
      />
      {number("account_length")}
      <Checkbox id="books-is_final" checked={form.is_final} onChange={(is_final) => change({ is_final })}>
        {t("books.is_final")}
      </Checkbox>
      <Field
        id="books-tax_accounts"
        label={t("books.tax_accounts")}
        hint={t("books.taxHint")}
        rows={3}
        required
        maxLength={500}
        value={form.tax_accounts}
        error={errors.get("tax_accounts")}
        onChange={(tax_accounts) => change({ tax_accounts })}
      />
      <fieldset className="editor__part" id="books-accounts">
        <legend className="editor__legend">{t("books.accounts")}</legend>
        {errors.has("accounts") && <p className="field__error">{errors.get("accounts")}</p>}
        <div className="pair">
          {Object.entries(form.accounts).map(([account, value]) => (
            <Field
              key={account}
              label={accountOf(account)}
              type="number"
              required
              maxLength={8}
              disabled={form.chart !== settings.chart}
              value={value}
              onChange={(next) => change({ accounts: { ...form.accounts, [account]: next } })}
            />
          ))}
        </div>
      </fieldset>
    </EntityPanel>
  );
}

function problemsOf(form: BookForm, t: (key: MoneyKey) => string): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const name of ["adviser_number", "client_number", "account_length"] as const) {
    if (!/^\d+$/.test(form[name])) problems.set(name, t("books.number"));
  }
  if (taxAccountsOf(form.tax_accounts) === null) problems.set("tax_accounts", t("books.taxWrong"));
  return problems;
}
