// The streams of the platform's own log.
import { useMemo, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { useApi } from "../session/api";
import { ifMatch } from "../session/connection";
import { PLATFORM_KEY } from "../shell/operator";
import type { StreamApi } from "./log-api";
import { StreamList } from "./StreamList";
import { useLogTexts } from "./texts";

const pathOf = (id: string) => ({ path: { audit_stream_id: id } });

export default function PlatformStreams(): ReactNode {
  const t = useLogTexts();
  const api = useApi();
  const asked = useMemo<StreamApi>(
    () => ({
      key: [PLATFORM_KEY],
      list: async () => (await answerOf(api.GET("/api/v1/platform/audit-streams"))).items,
      fetch: async (stream) =>
        (await answerOf(api.GET("/api/v1/platform/audit-streams"))).items.find(({ id }) => id === stream.id) ?? stream,
      create: async (body) => (await answerOf(api.POST("/api/v1/platform/audit-streams", { body }))).signing_secret,
      update: (stream, body) =>
        answerOf(
          api.PATCH("/api/v1/platform/audit-streams/{audit_stream_id}", {
            params: pathOf(stream.id),
            headers: ifMatch(stream),
            body,
          }),
        ),
      remove: ({ id }) => api.DELETE("/api/v1/platform/audit-streams/{audit_stream_id}", { params: pathOf(id) }),
    }),
    [api],
  );
  return (
    <StreamList api={asked} room={{ title: t("platform.streams"), lead: t("platform.streamsLead"), people: null }} />
  );
}
