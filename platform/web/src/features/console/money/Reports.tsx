// The books: what each account holds, every entry, and the files for who keeps the accounts.
import "../parts/lists.css";
import "./money.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Skeleton } from "../../../ui/Skeleton";
import { Section } from "../parts/Section";
import { NotConfirmed } from "../session/connection";
import { useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { BookSettings } from "./BookSettings";
import { useDownload } from "../parts/download";
import { LedgerEntries, useAccountName } from "./LedgerEntries";
import { PlatformFeeRule } from "./PlatformFee";
import { rowsOf, useLedger, type LedgerPage } from "./queries";
import { useMoneyTexts } from "./texts";

export default function Reports(): ReactNode {
  const t = useMoneyTexts();
  const { may } = useOrganization();
  return (
    <Page title={t("reports.title")} lead={t("reports.lead")}>
      <div className="stack">
        <Balances />
        {may("accounting.export") && <Exporting />}
        {may("accounting.read") && <BookSettings />}
        <Entries />
      </div>
    </Page>
  );
}

function Balances(): ReactNode {
  const t = useMoneyTexts();
  const query = useLedger("");
  return (
    <Section title={t("balances.title")} lead={t("ledger.signs")} boxed>
      {query.isPending && <Skeleton rows={4} />}
      {query.isError && <Trouble error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && <BalanceList balances={query.data.pages[0]?.balances ?? []} />}
      <p className="muted small">
        {t("fee.title")}: <PlatformFeeRule />
      </p>
    </Section>
  );
}

function BalanceList({ balances }: { readonly balances: LedgerPage["balances"] }): ReactNode {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const nameOf = useAccountName();
  const currencies = [...new Set(balances.map(({ currency }) => currency))];
  if (balances.length === 0) return <p className="muted">{t("balances.none")}</p>;
  return (
    <ul className="money-entries">
      {currencies.map((currency) => (
        <li key={currency}>
          <span className="money-entries__name">{currency}</span>
          <dl>
            {balances
              .filter((each) => each.currency === currency)
              .map(({ account, balance_minor }) => (
                <div key={account}>
                  <dt>{nameOf(account)}</dt>
                  <dd className="number">{amount(balance_minor, currency)}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

const FORMATS = ["csv", "xlsx", "datev"] as const;
const DAYS = ["occurred", "recorded"] as const;

interface Wish {
  readonly from: string;
  readonly to: string;
  readonly format: (typeof FORMATS)[number];
  readonly by: (typeof DAYS)[number];
}

/** The month before this one: what a tax adviser asks for. */
function lastMonth(): Pick<Wish, "from" | "to"> {
  const now = new Date();
  const day = (month: number, date: number): string =>
    new Date(Date.UTC(now.getFullYear(), month, date)).toISOString().slice(0, 10);
  return { from: day(now.getMonth() - 1, 1), to: day(now.getMonth(), 0) };
}

function Exporting(): ReactNode {
  const t = useMoneyTexts();
  const [wish, setWish] = useState<Wish>(() => ({ ...lastMonth(), format: "csv", by: "occurred" }));
  const exporting = useDownload((api, id, query: Wish) =>
    api.GET("/api/v1/organizations/{organization_id}/accounting/exports", {
      params: { path: { organization_id: id }, query },
      parseAs: "blob",
    }),
  );
  const isWrong = wish.from === "" || wish.to === "" || wish.from > wish.to;
  return (
    <Section title={t("export.title")} lead={t("export.text")} boxed>
      <div className="stack">
        {exporting.isError && !(exporting.error instanceof NotConfirmed) && <Failure error={exporting.error} />}
        <div className="pair">
          <Field
            label={t("export.from")}
            type="date"
            required
            value={wish.from}
            onChange={(from) => setWish({ ...wish, from })}
          />
          <Field
            label={t("export.to")}
            type="date"
            required
            value={wish.to}
            error={isWrong ? t("export.wrong") : undefined}
            onChange={(to) => setWish({ ...wish, to })}
          />
          <NativeSelect
            label={t("export.format")}
            required
            value={wish.format}
            onChange={(value) => setWish({ ...wish, format: FORMATS.find((each) => each === value) ?? "csv" })}
            options={FORMATS.map((value) => ({ value, label: t(`export.${value}`) }))}
          />
          <NativeSelect
            label={t("export.by")}
            required
            value={wish.by}
            onChange={(value) => setWish({ ...wish, by: DAYS.find((each) => each === value) ?? "occurred" })}
            options={DAYS.map((value) => ({ value, label: t(`export.${value}`) }))}
          />
        </div>
        <div>
          <Button pending={exporting.isPending} isDisabled={isWrong} onPress={() => exporting.mutate(wish)}>
            {t("export.button")}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Entries(): ReactNode {
  const t = useMoneyTexts();
  const ledger = useLedger("");
  const entries = rowsOf(ledger);
  if (ledger.isPending || ledger.isError) return null;
  return (
    <Section title={t("entries.title")} boxed>
      {entries.length === 0 ? (
        <Empty icon="chart" title={t("entries.none")}>
          {t("entries.noneText")}
        </Empty>
      ) : (
        <LedgerEntries entries={entries} hasPayments />
      )}
      {ledger.hasNextPage && (
        <Button kind="quiet" pending={ledger.isFetchingNextPage} onPress={() => void ledger.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Section>
  );
}
