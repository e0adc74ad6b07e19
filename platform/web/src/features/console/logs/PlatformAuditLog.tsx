// The platform's own log: what belongs to no organization.
import { useMemo, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { PLATFORM_KEY } from "../shell/operator";
import type { AuditApi } from "./log-api";
import { AuditLog } from "./AuditLog";
import { useLogTexts } from "./texts";

export default function PlatformAuditLog(): ReactNode {
  const t = useLogTexts();
  const api = useApi();
  const asked = useMemo<AuditApi>(
    () => ({
      key: [PLATFORM_KEY],
      needsReason: true,
      search: (filter, place) =>
        answerOf(api.GET("/api/v1/platform/audit", { params: { query: { ...filter, ...place } } })),
      exportLog: (period, reason) =>
        answerOf<Blob>(
          api.GET("/api/v1/platform/audit/export", { params: { query: { ...period, reason } }, parseAs: "blob" }),
        ),
    }),
    [api],
  );
  return <AuditLog api={asked} room={{ title: t("platform.title"), lead: t("platform.lead"), people: null }} />;
}
