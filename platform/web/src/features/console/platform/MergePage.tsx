// One merge: who asked why, and what was done so far, until it is done.
import "./platform.css";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { Counts, FactList, useWhen } from "./marks";
import { MergeState } from "./MergeList";
import { usePlatformTexts } from "./texts";

const AGAIN_MILLISECONDS = 5000;

export default function MergePage(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const { id = "" } = useParams();
  const api = useApi();
  const query = useQuery({
    queryKey: [PLATFORM_KEY, "merge", id],
    refetchInterval: ({ state }) => (state.data?.done_at === null ? AGAIN_MILLISECONDS : false),
    queryFn: () =>
      answerOf(api.GET("/api/v1/platform/user-merges/{user_merge_id}", { params: { path: { user_merge_id: id } } })),
  });
  return (
    <Loaded query={query}>
      {(merge) => (
        <Page
          title={t("merges.one")}
          back={{ to: platformPath("merges"), label: t("merges.title") }}
          tags={<MergeState isDone={merge.done_at !== null} />}
        >
          <section className="panel stack">
            <FactList
              facts={[
                {
                  name: t("merge.from"),
                  value: merge.from_email === "" ? t("merge.gone") : <bdi>{merge.from_email}</bdi>,
                },
                {
                  name: t("merge.into"),
                  value: (
                    <Link to={platformPath(`users/${merge.into_user_id}`)}>
                      <bdi>{merge.into_email || t("merge.gone.into")}</bdi>
                    </Link>
                  ),
                },
                { name: t("reason"), value: merge.reason },
                { name: t("asked"), value: when(merge.asked_at) },
                merge.done_at === null ? null : { name: t("doneAt"), value: when(merge.done_at) },
              ]}
            />
          </section>
          <section className="panel stack" aria-live="polite">
            <h2>{t("merges.report")}</h2>
            {merge.report === null && <p className="muted">{t("merges.noReport")}</p>}
            {merge.report !== null && (
              <>
                <p>{t("report.organizations", { number: merge.report.organizations })}</p>
                <Counts title={t("merges.moved")} counts={merge.report.moved} />
                <Counts title={t("merges.ended")} counts={merge.report.ended} />
              </>
            )}
          </section>
        </Page>
      )}
    </Loaded>
  );
}
