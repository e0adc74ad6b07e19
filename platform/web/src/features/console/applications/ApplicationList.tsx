// Who wants to come to the event: the first to apply stand first, and are approved or denied one by one or together.
import "./applications.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { useQuestions } from "../orders/useQuestions";
import { itemsOf } from "../parts/paged";
import { useAsked } from "../platform/address";
import { StateTabs } from "../platform/StateTabs";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { ApplicationCard, nameOf } from "./ApplicationCard";
import DecisionDialog from "./DecisionDialog";
import { STATES, useApplications, useFigures, type Application, type Verdict } from "./queries";
import { useApplicationTexts } from "./texts";

interface Asked {
  readonly verdict: Verdict;
  readonly of: readonly Application[];
}

export default function ApplicationList(): ReactNode {
  const t = useApplicationTexts();
  const all = useConsoleTexts();
  const { id: eventId } = useEvent();
  const { may } = useOrganization();
  const [said] = useAsked("state");
  const state = STATES.find((each) => each === said) ?? "waiting";
  const list = useApplications(eventId, state);
  const figures = useFigures(eventId).data;
  const questions = useQuestions(eventId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const items = itemsOf(list);
  const mayDecide = state === "waiting" && may("orders.approve");
  const picked = items.filter(({ order_id }) => chosen.has(order_id));
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <Page title={t("title")} lead={t(mayDecide ? "lead" : "leadRead")}>
      <div className="toolbar">
        <StateTabs
          label={t("states")}
          states={STATES}
          now={state}
          usual="waiting"
          wordOf={(each) => (figures === undefined ? t(`state.${each}`) : `${t(`state.${each}`)} (${figures[each]})`)}
        />
      </div>
      {mayDecide && picked.length > 0 && (
        <div className="row" role="group" aria-label={t("chosen", { count: picked.length })}>
          <span>{t("chosen", { count: picked.length })}</span>
          <Button size="small" onPress={() => setAsked({ verdict: "approve", of: picked })}>
            {t("approve.chosen")}
          </Button>
          <Button kind="quiet" size="small" onPress={() => setAsked({ verdict: "deny", of: picked })}>
            {t("deny.chosen")}
          </Button>
        </div>
      )}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={6} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon="good" title={t(state === "waiting" ? "none.title" : "none.state")}>
          {t("none.text")}
        </Empty>
      )}
      {items.length > 0 && (
        <ul className="applications" aria-label={t("title")}>
          {items.map((each) => (
            <ApplicationCard
              key={each.order_id}
              application={each}
              questions={questions}
              isChosen={chosen.has(each.order_id)}
              onChoose={(isChosen) => choose(each.order_id, isChosen)}
              onDecide={mayDecide ? (verdict) => setAsked({ verdict, of: [each] }) : undefined}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <p>
          <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {all("showMore")}
          </Button>
        </p>
      )}
      {asked !== null && (
        <DecisionDialog
          verdict={asked.verdict}
          orderIds={asked.of.map(({ order_id }) => order_id)}
          name={asked.of[0] === undefined ? "" : nameOf(asked.of[0])}
          onClose={() => setAsked(null)}
          onDone={() => setChosen(new Set())}
        />
      )}
    </Page>
  );
}
