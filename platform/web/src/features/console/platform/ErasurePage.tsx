// One erasure: when it begins, and once it is done, what went and what stayed.
import "./platform.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { answerOf, type Schemas } from "../../../api/client";
import { useLocale } from "../../../ui/language";
import { useApi } from "../session/api";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { Acts, type Act } from "./Acts";
import { ErasureState } from "./ErasureList";
import { Counts, FactList, useWhen } from "./marks";
import { usePlatformTexts } from "./texts";

export default function ErasurePage(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const { id = "" } = useParams();
  const api = useApi();
  const queries = useQueryClient();
  const params = { path: { erasure_id: id } };
  const key = [PLATFORM_KEY, "erasure", id];
  const query = useQuery({
    queryKey: key,
    queryFn: () => answerOf(api.GET("/api/v1/platform/erasures/{erasure_id}", { params })),
  });
  const cancel: Act = {
    id: "cancel",
    permission: "platform.users.erase",
    title: t("erasure.cancel"),
    text: t("erasure.cancelText"),
    button: t("erasure.cancelButton"),
    done: t("erasure.cancelDone"),
    run: async (reason) => {
      await api.POST("/api/v1/platform/erasures/{erasure_id}/cancel", { params, body: { reason } });
      await queries.invalidateQueries({ queryKey: key });
      void queries.invalidateQueries({ queryKey: [PLATFORM_KEY, "erasures"] });
    },
  };
  return (
    <Loaded query={query}>
      {(erasure) => (
        <Page
          title={t("erasure.title")}
          back={{ to: platformPath("erasures"), label: t("erasures.title") }}
          tags={<ErasureState erasure={erasure} />}
        >
          <div className="columns">
            <div className="stack">
              <section className="panel stack">
                <FactList
                  facts={[
                    { name: t("reason"), value: erasure.reason },
                    { name: t("erasure.askedBy"), value: <code dir="ltr">{erasure.asked_by}</code> },
                    { name: t("asked"), value: when(erasure.asked_at) },
                    { name: t("erasure.due"), value: when(erasure.due_at) },
                    erasure.done_at === null ? null : { name: t("doneAt"), value: when(erasure.done_at) },
                    erasure.user_id === null || erasure.done_at !== null
                      ? null
                      : {
                          name: t("erasure.account"),
                          value: <Link to={platformPath(`users/${erasure.user_id}`)}>{t("erasure.show")}</Link>,
                        },
                  ]}
                />
              </section>
              {erasure.report !== null && <Report report={erasure.report} />}
            </div>
            {erasure.done_at === null && erasure.cancelled_at === null && <Acts acts={[cancel]} />}
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function Report({ report }: { readonly report: Schemas["PrivacyErasureReport"] }): ReactNode {
  const t = usePlatformTexts();
  const locale = useLocale();
  return (
    <section className="panel stack">
      <h2>{t("erasure.report")}</h2>
      <FactList
        facts={[
          { name: t("erasure.organizations"), value: report.organizations.toLocaleString(locale) },
          { name: t("erasure.files"), value: report.files.toLocaleString(locale) },
          { name: t("erasure.entries"), value: report.audit_entries.toLocaleString(locale) },
        ]}
      />
      <Counts title={t("erasure.deleted")} counts={report.deleted} />
      <Counts title={t("erasure.anonymised")} counts={report.anonymised} />
      {report.kept.length > 0 && (
        <section>
          <h3>{t("erasure.kept")}</h3>
          <FactList
            facts={report.kept.map(({ table, rows, reason }) => ({
              name: table,
              value: t("erasure.keptRows", { number: rows, reason }),
            }))}
          />
        </section>
      )}
    </section>
  );
}
