// Streams that send the log and security events on: how each is doing, paused and resumed, with its secret once.
import "./audit.css";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Notice } from "../../../ui/Notice";
import { Instant } from "../parts/Instant";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { SecretOnce } from "../parts/SecretOnce";
import { isConflict, NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { AuditTabs } from "./AuditTabs";
import { useChangeStream, useDeleteStream, useStreams, type CreatedStream, type Stream } from "./queries";
import { StreamNamePanel, StreamPanel } from "./StreamPanel";
import { useAuditTexts } from "./texts";

export default function StreamList(): ReactNode {
  const t = useAuditTexts();
  const query = useStreams();
  const [adds, setAdds] = useState(false);
  const [made, setMade] = useState<CreatedStream | null>(null);
  const add = <Button onPress={() => setAdds(true)}>{t("stream.add")}</Button>;
  return (
    <Page title={t("tab.streams")} lead={t("stream.lead")} {...((query.data?.length ?? 0) > 0 ? { actions: add } : {})}>
      <AuditTabs at="streams" />
      <Loaded query={query}>
        {(streams) =>
          streams.length === 0 ? (
            <Empty icon="outside" title={t("stream.none")} actions={add}>
              {t("stream.noneText")}
            </Empty>
          ) : (
            <Streams streams={streams} />
          )
        }
      </Loaded>
      {adds && (
        <StreamPanel
          onMade={(created) => {
            setAdds(false);
            setMade(created);
          }}
          onClose={() => setAdds(false)}
        />
      )}
      {made !== null && made.signing_secret !== "" && (
        <SecretOnce
          title={t("stream.secretTitle")}
          text={t("stream.secretText")}
          secret={made.signing_secret}
          onClose={() => setMade(null)}
        />
      )}
    </Page>
  );
}

function Streams({ streams }: { readonly streams: readonly Stream[] }): ReactNode {
  const t = useAuditTexts();
  const notify = useNotify();
  const change = useChangeStream();
  const remove = useDeleteStream();
  const [removed, setRemoved] = useState<Stream | null>(null);
  const [opened, setOpened] = useState<Stream | null>(null);
  const setActive = (stream: Stream, isActive: boolean): void =>
    change.mutate(
      { stream, changes: { is_active: isActive } },
      {
        onSuccess: ({ name }) => notify(t(isActive ? "stream.resumed" : "stream.paused", { name })),
        onError: (error) => {
          if (error instanceof NotConfirmed) return;
          notify({ kind: "bad", text: t(isConflict(error) ? "changedMeanwhile" : "notSaved") });
        },
      },
    );
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
      {opened !== null && <StreamNamePanel key={opened.id} stream={opened} onClose={() => setOpened(null)} />}
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

function StreamTag({ stream }: { readonly stream: Stream }): ReactNode {
  const t = useAuditTexts();
  if (!stream.is_active) return <span className="tag">{t("stream.isPaused")}</span>;
  if (stream.failures > 0) return <span className="tag tag--bad">{t("stream.fails")}</span>;
  return <span className="tag tag--good">{t("stream.runs")}</span>;
}

function Health({ stream }: { readonly stream: Stream }): ReactNode {
  const t = useAuditTexts();
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
