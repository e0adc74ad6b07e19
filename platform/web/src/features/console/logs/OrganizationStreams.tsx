// The streams of an organization's log.
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { ifMatch } from "../session/connection";
import { ORGANIZATION, useOrganizationApi } from "../shell/organization-api";
import type { StreamApi } from "./log-api";
import { LogTabs } from "./LogTabs";
import { StreamList } from "./StreamList";
import { useLogTexts } from "./texts";

const STREAMS = `${ORGANIZATION}/audit-streams` as const;
const ONE = `${STREAMS}/{audit_stream_id}` as const;

export default function OrganizationStreams(): ReactNode {
  const t = useLogTexts();
  const { api, path, key } = useOrganizationApi();
  const at = (id: string) => ({ path: { ...path, audit_stream_id: id } });
  const asked: StreamApi = {
    key,
    list: async () => (await answerOf(api.GET(STREAMS, { params: { path } }))).items,
    fetch: ({ id }) => answerOf(api.GET(ONE, { params: at(id) })),
    create: async (body) => (await answerOf(api.POST(STREAMS, { params: { path }, body }))).signing_secret,
    update: (stream, body) => answerOf(api.PATCH(ONE, { params: at(stream.id), headers: ifMatch(stream), body })),
    remove: ({ id }) => api.DELETE(ONE, { params: at(id) }),
  };
  const room = { title: t("tab.streams"), lead: t("stream.lead"), tabs: <LogTabs at="streams" />, people: null };
  return <StreamList api={asked} room={room} />;
}
