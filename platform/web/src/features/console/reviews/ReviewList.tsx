// The orders of an event that are held for review, the first to be held first: why, who, approve or refuse.
import "./reviews.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { itemsOf } from "../parts/paged";
import { useAsked } from "../platform/address";
import { StateTabs } from "../platform/StateTabs";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded, Trouble } from "../shell/states";
import { useConsoleTexts } from "../shell/texts";
import { STATES, useFigures, useReviews, useSettings, type OrderReview, type Verdict } from "./queries";
import { nameOf, ReviewCard } from "./ReviewCard";
import ReviewDialog from "./ReviewDialog";
import { ReviewSettings } from "./ReviewSettings";
import { useReviewTexts } from "./texts";

interface Asked {
  readonly verdict: Verdict;
  readonly of: readonly OrderReview[];
}

export default function ReviewList(): ReactNode {
  const t = useReviewTexts();
  const all = useConsoleTexts();
  const { id: eventId } = useEvent();
  const { may } = useOrganization();
  const [said] = useAsked("state");
  const state = STATES.find((each) => each === said) ?? "waiting";
  const list = useReviews(eventId, state);
  const figures = useFigures(eventId).data;
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
    <Page title={t("title")} help="fraud-rules" lead={t(mayDecide ? "lead" : "leadRead")}>
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
          <Button kind="quiet" size="small" onPress={() => setAsked({ verdict: "refuse", of: picked })}>
            {t("refuse.chosen")}
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
        <ul className="reviews" aria-label={t("title")}>
          {items.map((each) => (
            <ReviewCard
              key={each.order_id}
              review={each}
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
      {may("fraud_rules.read") && <Settings />}
      {asked !== null && (
        <ReviewDialog
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

function Settings(): ReactNode {
  return <Loaded query={useSettings()}>{(settings) => <ReviewSettings settings={settings} />}</Loaded>;
}
