// Orders, payments, books and the providers' reports held against each other, and what is left to a person.
import "../parts/lists.css";
import "./money.css";
import { useState, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/Checkbox";
import { Failure } from "../../../ui/Failure";
import { Notice } from "../../../ui/Notice";
import { Row, Rows } from "../parts/Rows";
import { Section } from "../parts/Section";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { useRuns, type Report } from "./books";
import { Findings, useBooksSay } from "./Findings";
import { rowsOf, useMoneyChange } from "./queries";
import { once } from "../session/connection";
import { useMoneyTexts } from "./texts";

export default function Reconciliation(): ReactNode {
  const t = useMoneyTexts();
  const { may } = useOrganization();
  return (
    <Page title={t("reconcile.title")} help="reconcile" lead={t("reconcile.lead")}>
      <div className="stack">
        {may("accounting.reconcile") && <Comparing />}
        <Findings />
        <Runs />
      </div>
    </Page>
  );
}

function Comparing(): ReactNode {
  const t = useMoneyTexts();
  const [asksProvider, setAsksProvider] = useState(false);
  const comparing = useMoneyChange((api, id, repair: boolean) =>
    answerOf(
      api.POST("/api/v1/organizations/{organization_id}/reconciliations", {
        params: { path: { organization_id: id } },
        body: { repair, ask_provider: asksProvider },
        ...once,
      }),
    ),
  );
  const isRunning = (repair: boolean): boolean => comparing.isPending && comparing.variables === repair;
  return (
    <Section title={t("compare.title")} lead={t("compare.text")} boxed>
      <div className="stack">
        {comparing.isError && <Failure error={comparing.error} />}
        <Checkbox checked={asksProvider} onChange={setAsksProvider}>
          {t("compare.ask")}
        </Checkbox>
        <div className="row">
          <Button kind="quiet" pending={isRunning(false)} onPress={() => comparing.mutate(false)}>
            {t("compare.look")}
          </Button>
          <Button pending={isRunning(true)} onPress={() => comparing.mutate(true)}>
            {t("compare.repair")}
          </Button>
        </div>
        {comparing.data !== undefined && <ComparedBooks report={comparing.data} />}
      </div>
    </Section>
  );
}

/** What came of it: everything agrees, or each difference by name. */
function ComparedBooks({ report }: { readonly report: Report }): ReactNode {
  const t = useMoneyTexts();
  const said = useBooksSay();
  const { differences, orders, payments, items, repaired } = report;
  return (
    <div role="status">
      <Notice
        kind={differences.length === 0 ? "good" : "warm"}
        title={differences.length === 0 ? t("compare.agree") : t("compare.differ", { number: differences.length })}
      >
        <p>{t("compare.counts", { orders, payments, items })}</p>
        {repaired > 0 && <p>{t("compare.repaired", { number: repaired })}</p>}
        <ul>
          {differences.map((difference, place) => (
            <li key={place}>
              {t(`finding.${difference.kind}`)} {said(difference)}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

function Runs(): ReactNode {
  const t = useMoneyTexts();
  const zone = useListZone();
  const runs = useRuns();
  const rows = rowsOf(runs);
  if (runs.isError) return <Trouble error={runs.error} onRetry={() => void runs.refetch()} />;
  if (rows.length === 0) return null;
  return (
    <Section title={t("runs.title")}>
      <Rows label={t("runs.title")}>
        {rows.map((run) => (
          <Row
            key={run.id}
            title={t(run.is_repairing ? "runs.repairing" : "runs.looking")}
            tags={
              run.differences === 0 ? (
                <span className="tag tag--good">{t("runs.agree")}</span>
              ) : (
                <span className="tag tag--warm">{t("runs.left", { number: run.differences })}</span>
              )
            }
            facts={[
              <ShortMoment key="at" at={run.ran_at} zone={zone} />,
              t("compare.counts", { orders: run.orders, payments: run.payments, items: run.items }),
              run.repaired > 0 && t("compare.repaired", { number: run.repaired }),
            ]}
          />
        ))}
      </Rows>
      {runs.hasNextPage && (
        <Button kind="quiet" pending={runs.isFetchingNextPage} onPress={() => void runs.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </Section>
  );
}
