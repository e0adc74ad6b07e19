// Entries of the double-entry books: each with its accounts, which sum to nothing.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { rowsOf, useLedger, type LedgerEntry } from "./queries";
import { useMoneyTexts, type MoneyKey } from "./texts";

const ACCOUNTS = [
  "provider_receivable",
  "bank",
  "sales",
  "fees",
  "refunds",
  "disputes",
  "dispute_losses",
  "held_for_review",
  "platform_fees",
  "platform_payable",
  "adjustments",
  "cash",
  "card_terminal",
  "other_receipts",
];
const KINDS = [
  "payment.collected",
  "refund.succeeded",
  "refund.failed",
  "dispute.opened",
  "dispute.won",
  "dispute.lost",
  "platform.fee",
  "transfer.received",
  "transfer.sent",
  "payout.paid",
  "provider.fee",
  "provider.adjustment",
];

/** What people call an account of the books. */
export function useAccountName(): (account: string) => string {
  const t = useMoneyTexts();
  return (account) => (ACCOUNTS.includes(account) ? t(`account.${account}` as MoneyKey) : plain(account));
}

function useEntryName(): (kind: string) => string {
  const t = useMoneyTexts();
  return (kind) => {
    if (kind.endsWith(".corrected")) return t("entry.corrected");
    return KINDS.includes(kind) ? t(`entry.${kind}` as MoneyKey) : plain(kind);
  };
}

const plain = (name: string): string => name.replaceAll(/[._]/g, " ");

export function LedgerOfPayment({ paymentId }: { readonly paymentId: string }): ReactNode {
  const t = useMoneyTexts();
  const ledger = useLedger(paymentId);
  const entries = rowsOf(ledger);
  if (ledger.isError) return <Trouble error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (entries.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="ledger-title">
      <h2 id="ledger-title">{t("ledger.title")}</h2>
      <p className="muted small">{t("ledger.signs")}</p>
      <LedgerEntries entries={entries} />
      {ledger.hasNextPage && (
        <Button kind="quiet" pending={ledger.isFetchingNextPage} onPress={() => void ledger.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}

interface LedgerEntriesProps {
  readonly entries: readonly LedgerEntry[];
  /** Names the payment of each, where they are of many. */
  readonly hasPayments?: boolean;
}

export function LedgerEntries({ entries, hasPayments = false }: LedgerEntriesProps): ReactNode {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const { slug } = useOrganization();
  const nameOf = useEntryName();
  const accountOf = useAccountName();
  return (
    <ul className="money-entries">
      {entries.map((entry) => (
        <li key={entry.id}>
          <div className="row row--apart">
            <span className="money-entries__name">{nameOf(entry.kind)}</span>
            <span className="muted small">
              <ShortMoment at={entry.occurred_at} zone={zone} />
            </span>
          </div>
          <dl>
            {entry.lines.map(({ account, amount_minor }) => (
              <div key={account}>
                <dt>{accountOf(account)}</dt>
                <dd className="number">{amount(amount_minor, entry.currency)}</dd>
              </div>
            ))}
          </dl>
          {hasPayments && entry.payment_id !== null && (
            <Link className="small" to={organizationPath(slug, `money/payments/${entry.payment_id}`)}>
              {t("ledger.toPayment")}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
