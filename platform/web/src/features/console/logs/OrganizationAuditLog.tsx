// Who changed what in the organization.
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";
import { AuditLog } from "./AuditLog";
import type { AuditApi } from "./log-api";
import { LogTabs } from "./LogTabs";
import { usePeople } from "./people";
import { useLogTexts } from "./texts";

export default function OrganizationAuditLog(): ReactNode {
  const t = useLogTexts();
  const { api, path, key } = useOrganizationApi();
  const people = usePeople();
  const asked: AuditApi = {
    key,
    needsReason: false,
    search: (filter, place) =>
      answerOf(api.GET(`${ORGANIZATION}/audit`, { params: { path, query: { ...filter, ...place } } })),
    exportLog: (query) =>
      answerOf<Blob>(api.GET(`${ORGANIZATION}/audit/export`, { params: { path, query }, parseAs: "blob" })),
  };
  return <AuditLog api={asked} room={{ title: t("title"), lead: t("lead"), tabs: <LogTabs at="log" />, people }} />;
}
