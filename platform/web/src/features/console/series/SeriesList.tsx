// The series of an organization, newest first.
import "./series.css";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Icon } from "../../../ui/Icon";
import { Skeleton } from "../../../ui/Skeleton";
import { Row, Rows } from "../parts/Rows";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { useSeriesList } from "./queries";
import { useRuleWords } from "./rule-words";
import { SeriesPanel } from "./SeriesPanel";
import { useSeriesTexts } from "./texts";

export default function SeriesList(): ReactNode {
  const t = useSeriesTexts();
  const { slug, may } = useOrganization();
  const navigate = useNavigate();
  const wordsOf = useRuleWords();
  const list = useSeriesList();
  const [isNew, setNew] = useState(false);
  const all = list.data?.pages.flatMap((page) => page.items) ?? [];
  const add = may("events.write") && (
    <Button onPress={() => setNew(true)}>
      <Icon name="plus" />
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("title")} help="recurring-events" lead={t("lead")} actions={all.length > 0 && add}>
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={5} />}
      {list.isSuccess && all.length === 0 && (
        <Empty icon="copy" title={t("none.title")} actions={add}>
          {t("none.text")}
        </Empty>
      )}
      {all.length > 0 && (
        <Rows label={t("title")}>
          {all.map((series) => (
            <Row
              key={series.id}
              title={series.title}
              to={organizationPath(slug, `series/${series.id}`)}
              tags={
                <>
                  {series.is_public && <span className="tag tag--good">{t("public")}</span>}
                  {!series.is_complete && <span className="tag tag--warm">{t("unfinished")}</span>}
                </>
              }
              facts={[series.rule === null ? t("byHand") : wordsOf(series.rule)]}
            />
          ))}
        </Rows>
      )}
      {list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {isNew && (
        <SeriesPanel
          series={null}
          onClose={() => setNew(false)}
          onSaved={({ id }) => void navigate(organizationPath(slug, `series/${id}`))}
        />
      )}
    </Page>
  );
}
