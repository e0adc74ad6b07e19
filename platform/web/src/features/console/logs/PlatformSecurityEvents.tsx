// Security events that belong to no organization, and what operators did.
import { useMemo, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { PLATFORM_KEY } from "../shell/operator";
import type { SecurityApi } from "./log-api";
import { SecurityEventLog } from "./SecurityEventLog";
import { useLogTexts } from "./texts";

export default function PlatformSecurityEvents(): ReactNode {
  const t = useLogTexts();
  const api = useApi();
  const asked = useMemo<SecurityApi>(
    () => ({
      key: [PLATFORM_KEY],
      search: (filter, place) =>
        answerOf(api.GET("/api/v1/platform/security-events", { params: { query: { ...filter, ...place } } })),
    }),
    [api],
  );
  return (
    <SecurityEventLog api={asked} room={{ title: t("tab.security"), lead: t("platform.securityLead"), people: null }} />
  );
}
