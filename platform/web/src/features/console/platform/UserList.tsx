// Every account of the platform: found by address, name or id.
import "./platform.css";
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { Empty } from "../../../ui/Empty";
import { Row } from "../parts/Rows";
import { useApi } from "../session/api";
import { ListSearch } from "../shell/ListSearch";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { useAsked } from "./address";
import { useWhen } from "./marks";
import { usePaged } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { usePlatformTexts } from "./texts";
import { UserMarks } from "./UserMarks";

export default function UserList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const [text, setText] = useAsked("q");
  const list = usePaged<Schemas["PlatformPerson"]>([PLATFORM_KEY, "users", text], (place) =>
    answerOf(api.GET("/api/v1/platform/users", { params: { query: { ...place, query: text } } })),
  );
  return (
    <Page title={t("users.title")} lead={t("users.lead")}>
      <div className="toolbar list-head">
        <ListSearch label={t("users.find")} value={text} onChange={setText} />
      </div>
      <PagedRows
        label={t("users.title")}
        list={list}
        empty={
          <Empty icon="search" title={t("users.none")}>
            {t("users.noneText")}
          </Empty>
        }
      >
        {(each) => (
          <Row
            key={each.id}
            title={each.display_name || each.email}
            to={platformPath(`users/${each.id}`)}
            tags={<UserMarks user={each} />}
            facts={[each.email, t("users.since", { when: when(each.created_at) })]}
          />
        )}
      </PagedRows>
    </Page>
  );
}
