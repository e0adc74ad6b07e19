// Payments that buyers' banks ask back: what the provider told of each, and until when it wants an answer.
import "./money.css";
import { useMemo, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { DataTable, type Column } from "../../../ui/DataTable";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { text } from "../parts/address-filter";
import { FilterBar } from "../parts/FilterBar";
import { OnePill } from "../parts/FilterPill";
import { useListAddress } from "../parts/list-address";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useColumnAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { DisputeMark, DisputeReason } from "./marks";
import { DisputeAlert } from "./PaymentAlerts";
import { RespondBy } from "./RespondBy";
import { useProviderName } from "./provider-name";
import { rowsOf, useDisputes, type Dispute, type DisputeState } from "./queries";
import { useMoneyTexts } from "./texts";

const STATES = ["open", "won", "lost"] as const satisfies readonly DisputeState[];
const FILTERS = { state: text };
const NEWEST_FIRST = ["-opened_at"] as const;
const keyOf = ({ id }: Dispute): string => id;

export default function DisputeList(): ReactNode {
  const t = useMoneyTexts();
  const address = useListAddress(FILTERS, NEWEST_FIRST);
  const state = STATES.find((each) => each === address.filter["state"]) ?? null;
  const disputes = useDisputes(state);
  const columns = useDisputeColumns();
  return (
    <Page title={t("disputes.title")} lead={t("disputes.lead")}>
      <DisputeAlert />
      <FilterBar count={state === null ? 0 : 1}>
        <OnePill
          label={t("column.state")}
          value={state ?? undefined}
          onChange={(next) => address.change({ state: next })}
          choices={STATES.map((value) => ({ value, label: t(`dispute.${value}`) }))}
        />
      </FilterBar>
      {disputes.isError && <Trouble error={disputes.error} onRetry={() => void disputes.refetch()} />}
      {disputes.isPending && <Skeleton rows={4} />}
      {disputes.isSuccess && (
        <DataTable
          label={t("disputes.title")}
          columns={columns}
          rows={rowsOf(disputes)}
          keyOf={keyOf}
          keptAs="disputes"
          hasMore={disputes.hasNextPage}
          isLoadingMore={disputes.isFetchingNextPage}
          onMore={() => void disputes.fetchNextPage()}
          isStale={disputes.isPlaceholderData}
          empty={<NoDisputes isFiltered={state !== null} onClear={address.clear} />}
        />
      )}
    </Page>
  );
}

function useDisputeColumns(): readonly Column<Dispute>[] {
  const t = useMoneyTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const { slug } = useOrganization();
  const providerOf = useProviderName();
  return useMemo(
    () => [
      {
        id: "order",
        title: t("column.order"),
        width: "minmax(11.5rem, 1.2fr)",
        isName: true,
        cell: (dispute) => (
          <Link to={organizationPath(slug, `money/disputes/${dispute.id}`)}>
            <bdi>{dispute.description}</bdi>
          </Link>
        ),
      },
      {
        id: "state",
        title: t("column.state"),
        width: "minmax(6rem, 1fr)",
        cell: ({ state }) => <DisputeMark state={state} />,
      },
      {
        id: "respond_by",
        title: t("column.respondBy"),
        width: "minmax(9rem, 1.2fr)",
        cell: (dispute) => <RespondBy dispute={dispute} />,
      },
      {
        id: "reason",
        title: t("column.reason"),
        width: "minmax(8rem, 1.4fr)",
        cell: ({ reason }) => <DisputeReason reason={reason} />,
      },
      {
        id: "provider",
        title: t("column.provider"),
        width: "minmax(6rem, 1fr)",
        cell: (dispute) => <bdi>{providerOf(dispute.connection_id)}</bdi>,
      },
      {
        id: "opened_at",
        title: t("column.asked"),
        width: "minmax(10rem, 1fr)",
        cell: (dispute) => <ShortMoment at={dispute.opened_at} zone={zone} />,
      },
      {
        id: "provider_ref",
        title: t("column.reference"),
        width: "minmax(8rem, 1fr)",
        isExtra: true,
        cell: ({ provider_ref }) => <bdi>{provider_ref}</bdi>,
      },
      {
        id: "amount",
        title: t("column.amount"),
        width: "minmax(5.5rem, 0.7fr)",
        align: "end",
        cell: (dispute) => amount(dispute.amount_minor, dispute.currency),
      },
    ],
    [t, amount, zone, slug, providerOf],
  );
}

function NoDisputes({
  isFiltered,
  onClear,
}: {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}): ReactNode {
  const t = useMoneyTexts();
  const { slug } = useOrganization();
  return (
    <Empty
      icon={isFiltered ? "search" : "good"}
      title={t(isFiltered ? "disputes.filtered" : "disputes.none")}
      actions={
        isFiltered ? (
          <Button kind="quiet" onPress={onClear}>
            {t("clear")}
          </Button>
        ) : (
          <Link className="button button--quiet" to={organizationPath(slug, "money")}>
            {t("payments.title")}
          </Link>
        )
      }
    >
      {t("disputes.noneText")}
    </Empty>
  );
}
