// Differences between the books that a person has to see to, and those that were dealt with.
import { useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useAmount } from "../shell/money";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { useFindings, type Finding, type FindingState } from "./books";
import { ChoiceTabs } from "./ChoiceTabs";
import { rowsOf, useMoneyChange } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { once } from "../session/connection";
import { useMoneyTexts } from "./texts";

const STATES = ["open", "settled", "gone"] as const satisfies readonly FindingState[];

/** "Expected €10, found €8", or places and tickets where it is not about money. */
export function useBooksSay(): (books: Pick<Finding, "expected" | "found" | "currency">) => string {
  const t = useMoneyTexts();
  const amount = useAmount();
  return ({ expected, found, currency }) => {
    const shown = (value: number): string => (currency === "" ? String(value) : amount(value, currency));
    return t("finding.said", { expected: shown(expected), found: shown(found) });
  };
}

export function Findings(): ReactNode {
  const t = useMoneyTexts();
  const { may } = useOrganization();
  const [state, setState] = useState<FindingState>("open");
  const [settled, setSettled] = useState<Finding | null>(null);
  const findings = useFindings(state);
  const rows = rowsOf(findings);
  return (
    <Section title={t("findings.title")} lead={t("findings.lead")}>
      <ChoiceTabs
        label={t("findings.title")}
        value={state}
        onChange={setState}
        choices={STATES.map((value) => ({ value, label: t(`findings.${value}`) }))}
      />
      {findings.isError && <Trouble error={findings.error} onRetry={() => void findings.refetch()} />}
      {findings.isPending && <Skeleton rows={3} />}
      {findings.isSuccess && rows.length === 0 && (
        <Empty icon="good" title={t(`findings.none.${state}`)}>
          {t("findings.noneText")}
        </Empty>
      )}
      {rows.length > 0 && (
        <Rows label={t("findings.title")}>
          {rows.map((finding) => (
            <OneFinding
              key={finding.id}
              finding={finding}
              {...(state === "open" && may("accounting.reconcile") ? { onSettle: () => setSettled(finding) } : {})}
            />
          ))}
        </Rows>
      )}
      {findings.hasNextPage && (
        <Button kind="quiet" pending={findings.isFetchingNextPage} onPress={() => void findings.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {settled !== null && <SettleDialog finding={settled} onClose={() => setSettled(null)} />}
    </Section>
  );
}

function OneFinding({ finding, onSettle }: { readonly finding: Finding; readonly onSettle?: () => void }): ReactNode {
  const t = useMoneyTexts();
  const zone = useListZone();
  const said = useBooksSay();
  const { slug, may } = useOrganization();
  const { order_id, payment_id } = finding;
  return (
    <Row
      title={t(`finding.${finding.kind}`)}
      facts={[
        said(finding),
        <span key="links" className="row">
          {order_id !== null && may("orders.read") && (
            <Link to={organizationPath(slug, `orders/${order_id}`)}>{t("finding.toOrder")}</Link>
          )}
          {payment_id !== null && may("payments.read") && (
            <Link to={organizationPath(slug, `money/payments/${payment_id}`)}>{t("ledger.toPayment")}</Link>
          )}
        </span>,
        <span key="seen">
          {t("finding.since")} <ShortMoment at={finding.first_seen_at} zone={zone} />
        </span>,
        finding.reason !== "" && <bdi key="reason">{finding.reason}</bdi>,
      ]}
      {...(onSettle === undefined
        ? {}
        : {
            end: (
              <Button kind="quiet" size="small" onPress={onSettle}>
                {t("settle.button")}
              </Button>
            ),
          })}
    />
  );
}

function SettleDialog({ finding, onClose }: { readonly finding: Finding; readonly onClose: () => void }): ReactNode {
  const t = useMoneyTexts();
  const settling = useMoneyChange((api, id, reason: string) =>
    api.POST("/api/v1/organizations/{organization_id}/reconciliation-findings/{finding_id}/settle", {
      params: { path: { organization_id: id, finding_id: finding.id } },
      body: { reason },
      ...once,
    }),
  );
  return (
    <ReasonDialog
      title={t("settle.button")}
      text={`${t(`finding.${finding.kind}`)} ${t("settle.text")}`}
      submit={t("settle.button")}
      done={t("settle.done")}
      deciding={settling}
      onClose={onClose}
    />
  );
}
