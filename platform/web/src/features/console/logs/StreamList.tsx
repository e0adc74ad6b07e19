// Streams that send the log and security events on: how each is doing, paused and resumed, with its secret once.
import "./logs.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Notice } from "../../../ui/Notice";
import { Instant } from "../parts/Instant";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { SecretOnce } from "../parts/SecretOnce";
import { useNotSaved } from "../parts/state-change";
import { useNotify } from "../shell/notifications";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import type { AuditStream, LogRoom, StreamApi } from "./log-api";
import { StreamNamePanel, StreamPanel } from "./StreamPanel";
import { useLogTexts } from "./texts";

export interface StreamListProps {
  readonly api: StreamApi;
  readonly room: LogRoom;
}

export function StreamList({ api, room }: StreamListProps): ReactNode {
  const t = useLogTexts();
  const client = useQueryClient();
  const queryKey = [...api.key, "audit-streams"];
  const query = useQuery({ queryKey, queryFn: api.list });
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey });
  const [adds, setAdds] = useState(false);
  const [secret, setSecret] = useState("");
  const add = <Button onPress={() => setAdds(true)}>{t("stream.add")}</Button>;
  return (
    <Page title={room.title} lead={room.lead} {...((query.data?.length ?? 0) > 0 ? { actions: add } : {})}>
      {room.tabs}
      <Loaded query={query}>
        {(streams) =>
          streams.length === 0 ? (
            <Empty icon="outside" title={t("stream.none")} actions={add}>
              {t("stream.noneText")}
            </Empty>
          ) : (
            <Streams api={api} streams={streams} refresh={refresh} />
          )
        }
      </Loaded>
      {adds && (
        <StreamPanel
          api={api}
          onMade={(made) => {
            setAdds(false);
            setSecret(made);
            void refresh();
          }}
          onClose={() => setAdds(false)}
        />
      )}
      {secret !== "" && (
        <SecretOnce
          title={t("stream.secretTitle")}
          text={t("stream.secretText")}
          secret={secret}
          onClose={() => setSecret("")}
        />
      )}
    </Page>
  );
}

interface StreamsProps {
  readonly api: StreamApi;
  readonly streams: readonly AuditStream[];
  readonly refresh: () => Promise<void>;
}

function Streams({ api, streams, refresh }: StreamsProps): ReactNode {
  const t = useLogTexts();
  const notify = useNotify();
  const notSaved = useNotSaved();
  const remove = useMutation({ mutationFn: api.remove, onSuccess: refresh });
  const [removed, setRemoved] = useState<AuditStream | null>(null);
  const [opened, setOpened] = useState<AuditStream | null>(null);
  const setActive = (stream: AuditStream, isActive: boolean): void =>
    void api
      .update(stream, { is_active: isActive })
      .then(({ name }) => notify(t(isActive ? "stream.resumed" : "stream.paused", { name })))
      .catch(notSaved)
      .finally(() => void refresh());
  return (
    <div className="stack">
      {streams.some(({ is_active: isActive, failures }) => isActive && failures > 0) && (
        <Notice title={t("stream.failingTitle")}>{t("stream.failingText")}</Notice>
      )}
      <Rows label={t("tab.streams")}>
        {streams.map((stream) => (
          <Row
            key={stream.id}
            title={stream.name}
            onOpen={() => setOpened(stream)}
            tags={<StreamTag stream={stream} />}
            facts={[
              `${t(`stream.${stream.kind}`)} · ${stream.url || `${stream.host}:${stream.port}`}`,
              <Health key="health" stream={stream} />,
              stream.with_values ? t("stream.withValues") : "",
            ]}
            actions={[
              { id: "rename", label: t("stream.rename"), onAction: () => setOpened(stream) },
              stream.is_active
                ? { id: "pause", label: t("stream.pause"), onAction: () => setActive(stream, false) }
                : { id: "resume", label: t("stream.resume"), onAction: () => setActive(stream, true) },
              { id: "delete", label: t("stream.delete"), danger: true, onAction: () => setRemoved(stream) },
            ]}
          />
        ))}
      </Rows>
      {opened !== null && (
        <StreamNamePanel
          key={opened.id}
          api={api}
          stream={opened}
          onSaved={() => void refresh()}
          onClose={() => setOpened(null)}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("stream.deleteTitle", { name: removed.name })}
          text={t("stream.deleteText")}
          what={removed}
          remove={remove}
          onDone={t("stream.deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </div>
  );
}

function StreamTag({ stream }: { readonly stream: AuditStream }): ReactNode {
  const t = useLogTexts();
  if (!stream.is_active) return <span className="tag">{t("stream.isPaused")}</span>;
  if (stream.failures > 0) return <span className="tag tag--bad">{t("stream.fails")}</span>;
  return <span className="tag tag--good">{t("stream.runs")}</span>;
}

function Health({ stream }: { readonly stream: AuditStream }): ReactNode {
  const t = useLogTexts();
  const { failures, is_active: isActive, last_error: error, last_received_at: at, next_at: next, sequence } = stream;
  return (
    <>
      {t("stream.received", { number: sequence })}
      {at !== null && (
        <>
          {" · "}
          {t("stream.last")} <Instant at={at} />
        </>
      )}
      {isActive && failures > 0 && (
        <>
          {" · "}
          <bdi>{error}</bdi> · {t("stream.next")} <Instant at={next} />
        </>
      )}
    </>
  );
}
