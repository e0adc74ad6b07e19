// Every merge of two accounts that there was.
import "./platform.css";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { Empty } from "../../../ui/Empty";
import { Row } from "../parts/Rows";
import { useApi } from "../session/api";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Tag, useWhen } from "./marks";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { usePlatformTexts } from "./texts";

export default function MergeList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const list = usePaged<Schemas["User_mergesUserMerge"]>([PLATFORM_KEY, "merges"], (query) =>
    answerOf(api.GET("/api/v1/platform/user-merges", { params: { query } })),
  );
  const choose = (
    <Link className="button" to={platformPath("users")}>
      {t("merges.find")}
    </Link>
  );
  return (
    <Page title={t("merges.title")} lead={t("merges.lead")} actions={choose}>
      <PagedRows
        label={t("merges.title")}
        list={list}
        empty={
          <Empty icon="copy" title={t("merges.none")}>
            {t("merges.noneText")}
          </Empty>
        }
      >
        {(each) => (
          <Row
            key={each.id}
            title={each.into_email || t("merge.gone.into")}
            to={platformPath(`merges/${each.id}`)}
            tags={<MergeState isDone={each.done_at !== null} />}
            facts={[each.reason, when(each.asked_at)]}
          />
        )}
      </PagedRows>
    </Page>
  );
}

export function MergeState({ isDone }: { readonly isDone: boolean }): ReactNode {
  const t = usePlatformTexts();
  return <Tag look={isDone ? "good" : "accent"}>{t(isDone ? "merges.done" : "merges.underWay")}</Tag>;
}
