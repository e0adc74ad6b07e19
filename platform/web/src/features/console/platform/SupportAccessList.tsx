// The organizations whose owners have let support in, and until when.
import "./platform.css";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Empty } from "../../../ui/Empty";
import { Row, Rows } from "../parts/Rows";
import { useApi } from "../session/api";
import { PLATFORM_KEY, platformPath } from "../shell/operator";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { Tag, useWhen } from "./marks";
import { usePlatformTexts } from "./texts";

export default function SupportAccessList(): ReactNode {
  const t = usePlatformTexts();
  const when = useWhen();
  const api = useApi();
  const query = useQuery({
    queryKey: [PLATFORM_KEY, "support-access"],
    queryFn: () => answerOf(api.GET("/api/v1/platform/support-access")),
  });
  return (
    <Page title={t("support.title")} lead={t("support.lead")}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="info" title={t("support.none")}>
              {t("support.noneText")}
            </Empty>
          ) : (
            <Rows label={t("support.title")}>
              {items.map((each) => (
                <Row
                  key={each.id}
                  title={each.organization_name}
                  to={platformPath(`organizations/${each.organization_id}`)}
                  tags={
                    <Tag look={each.level === "write" ? "warm" : "accent"}>
                      {t(each.level === "write" ? "support.write" : "support.read")}
                    </Tag>
                  }
                  facts={[
                    each.reason,
                    t("support.until", { when: when(each.granted_at), until: when(each.expires_at) }),
                  ]}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Page>
  );
}
