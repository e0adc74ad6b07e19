// Sign-ins, refusals and exports in the organization, and what operators did there.
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";
import type { SecurityApi } from "./log-api";
import { LogTabs } from "./LogTabs";
import { usePeople } from "./people";
import { SecurityEventLog } from "./SecurityEventLog";
import { useLogTexts } from "./texts";

export default function OrganizationSecurityEvents(): ReactNode {
  const t = useLogTexts();
  const { api, path, key } = useOrganizationApi();
  const people = usePeople();
  const asked: SecurityApi = {
    key,
    search: (filter, place) =>
      answerOf(api.GET(`${ORGANIZATION}/security-events`, { params: { path, query: { ...filter, ...place } } })),
  };
  const room = { title: t("tab.security"), lead: t("security.lead"), tabs: <LogTabs at="security" />, people };
  return <SecurityEventLog api={asked} room={room} />;
}
