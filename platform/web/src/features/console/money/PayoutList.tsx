// Money that providers sent to the bank, and the report that says so read again at once.
import "./money.css";
import { useMemo, useState, type ReactNode } from "react";
import { Link } from "react-router";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Dialog } from "../../../ui/Dialog";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { NativeSelect } from "../../../ui/NativeSelect";
import { Skeleton } from "../../../ui/Skeleton";
import { id as idReader } from "../parts/address-filter";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { useListAddress } from "../parts/list-address";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useColumnAmount } from "../shell/money";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { useConnectionsThat, usePayouts, type Payout } from "./books";
import { useProviderName } from "./provider-name";
import { rowsOf, useMoneyChange, usePaymentConnections } from "./queries";
import { once } from "../session/connection";
import { useMoneyTexts } from "./texts";

const FILTERS = { connection_id: idReader };
const NEWEST_FIRST = ["-paid_at"] as const;
const keyOf = ({ id }: Payout): string => id;

export default function PayoutList(): ReactNode {
  const t = useMoneyTexts();
  const { may } = useOrganization();
  const address = useListAddress(FILTERS, NEWEST_FIRST);
  const connectionId = address.filter["connection_id"] as string | undefined;
  const payouts = usePayouts(connectionId);
  const connections = usePaymentConnections();
  const reporting = useConnectionsThat("report") ?? [];
  const [isReading, setReading] = useState(false);
  const columns = usePayoutColumns();
  const canRead = reporting.length > 0 && may("accounting.reconcile");
  const read = (
    <Button kind="quiet" onPress={() => setReading(true)}>
      {t("payouts.read")}
    </Button>
  );
  return (
    <Page title={t("payouts.title")} lead={t("payouts.lead")} {...(canRead ? { actions: read } : {})}>
      {connections.length > 1 && (
        <FilterBar count={connectionId === undefined ? 0 : 1}>
          <OnePill
            label={t("column.provider")}
            value={connectionId}
            onChange={(id) => address.change({ connection_id: id })}
            choices={connections.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FilterBar>
      )}
      {payouts.isError && <Trouble error={payouts.error} onRetry={() => void payouts.refetch()} />}
      {payouts.isPending && <Skeleton rows={4} />}
      {payouts.isSuccess && (
        <DataTable
          label={t("payouts.title")}
          columns={columns}
          rows={rowsOf(payouts)}
          keyOf={keyOf}
          keptAs="payouts"
          hasMore={payouts.hasNextPage}
          isLoadingMore={payouts.isFetchingNextPage}
          onMore={() => void payouts.fetchNextPage()}
          isStale={payouts.isPlaceholderData}
          empty={
            <Empty icon="bank" title={t("payouts.none")} actions={canRead ? read : undefined}>
              {t("payouts.noneText")}
            </Empty>
          }
        />
      )}
      {isReading && <ReadDialog onClose={() => setReading(false)} />}
    </Page>
  );
}

function usePayoutColumns(): readonly Column<Payout>[] {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const { slug } = useOrganization();
  const providerOf = useProviderName();
  return useMemo(
    () => [
      {
        id: "paid_at",
        title: t("column.paidOut"),
        width: "minmax(9rem, 1.2fr)",
        isName: true,
        cell: (payout) => (
          <Link to={organizationPath(slug, `money/payouts/${payout.id}`)}>
            <ShortMoment at={payout.paid_at} zone={zone} />
          </Link>
        ),
      },
      {
        id: "provider",
        title: t("column.provider"),
        width: "minmax(7rem, 1fr)",
        cell: (payout) => <bdi>{providerOf(payout.connection_id)}</bdi>,
      },
      {
        id: "provider_ref",
        title: t("column.reference"),
        width: "minmax(9rem, 1.4fr)",
        cell: ({ provider_ref }) => <bdi>{provider_ref}</bdi>,
      },
      {
        id: "fee",
        title: t("column.fee"),
        width: "7rem",
        align: "end",
        cell: (payout) => payout.fee_minor !== 0 && amount(payout.fee_minor, payout.currency),
      },
      {
        id: "amount",
        title: t("column.amount"),
        width: "minmax(6rem, 0.7fr)",
        align: "end",
        cell: (payout) => amount(payout.amount_minor, payout.currency),
      },
    ],
    [t, amount, zone, slug, providerOf],
  );
}

/** Reads the report of one provider, from where it was left. */
function ReadDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useMoneyTexts();
  const words = useConsoleTexts();
  const notify = useNotify();
  const connections = useConnectionsThat("report") ?? [];
  const [chosen, setChosen] = useState(connections.length === 1 ? (connections[0]?.id ?? "") : "");
  const [isAsked, setAsked] = useState(false);
  const reading = useMoneyChange((api, id, connectionId: string) =>
    answerOf(
      api.POST("/api/v1/organizations/{organization_id}/payouts/refresh", {
        params: { path: { organization_id: id } },
        body: { connection_id: connectionId },
        ...once,
      }),
    ),
  );
  const send = (): void => {
    setAsked(true);
    if (chosen === "") return;
    reading.mutate(chosen, {
      onSuccess: ({ payouts, items }) => {
        onClose();
        notify(t("payouts.readDone", { payouts, items }));
      },
    });
  };
  const actions = (
    <>
      <Button kind="quiet" onPress={onClose}>
        {words("cancel")}
      </Button>
      <Button pending={reading.isPending} onPress={send}>
        {t("payouts.read")}
      </Button>
    </>
  );
  return (
    <Dialog open title={t("payouts.read")} onClose={onClose} actions={actions}>
      <div className="stack">
        {reading.isError && <Failure error={reading.error} />}
        <p>{t("payouts.readText")}</p>
        <NativeSelect
          label={t("column.provider")}
          required
          value={chosen}
          onChange={setChosen}
          options={connections.map(({ id, name }) => ({ value: id, label: name }))}
          {...(isAsked && chosen === "" ? { error: t("chooseProvider") } : {})}
        />
      </div>
    </Dialog>
  );
}
