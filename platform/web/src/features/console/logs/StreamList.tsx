// The streams that send a log on to a log server, how each is doing, and pausing, renaming and ending them.
import "./logs.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { SecretOnce } from "../parts/SecretOnce";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { NotConfirmed } from "../session/connection";
import { useNotify } from "../shell/notifications";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import type { AuditStream, StreamApi } from "./log-api";
import { NewStream } from "./NewStream";
import { RenameStream } from "./RenameStream";
import { useLogTexts } from "./texts";

type Open = { readonly kind: "new" } | { readonly kind: "rename" | "remove"; readonly stream: AuditStream };

export interface StreamListProps {
  readonly api: StreamApi;
  readonly title: string;
  readonly lead: string;
}

export function StreamList({ api, title, lead }: StreamListProps): ReactNode {
  const t = useLogTexts();
  const queries = useQueryClient();
  const key = [...api.key, "audit-streams"];
  const [open, setOpen] = useState<Open | null>(null);
  const [secret, setSecret] = useState("");
  const query = useQuery({ queryKey: key, queryFn: api.list });
  const again = (): void => void queries.invalidateQueries({ queryKey: key });
  const remove = useMutation({ mutationFn: (stream: AuditStream) => api.remove(stream), onSuccess: again });
  const pause = usePausing(api, again);
  const close = (): void => setOpen(null);
  return (
    <Page
      title={title}
      lead={lead}
      actions={<Button onPress={() => setOpen({ kind: "new" })}>{t("streams.new")}</Button>}
    >
      {pause.isError && !(pause.error instanceof NotConfirmed) && <Failure error={pause.error} />}
      <Loaded query={query}>
        {(streams) =>
          streams.length === 0 ? (
            <Empty icon="link" title={t("streams.none")}>
              {t("streams.noneText")}
            </Empty>
          ) : (
            <Rows label={title}>
              {streams.map((stream) => (
                <StreamRow
                  key={stream.id}
                  stream={stream}
                  onPause={() => pause.mutate(stream)}
                  onOpen={(kind) => setOpen({ kind, stream })}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {open?.kind === "new" && (
        <NewStream
          api={api}
          onClose={close}
          onMade={(made) => {
            close();
            setSecret(made);
            again();
          }}
        />
      )}
      {open?.kind === "rename" && <RenameStream api={api} stream={open.stream} onSaved={again} onClose={close} />}
      {open?.kind === "remove" && (
        <RemoveDialog
          title={t("streams.removeTitle", { name: open.stream.name })}
          text={t("streams.removeText")}
          what={open.stream}
          remove={remove}
          confirm={t("streams.remove")}
          onDone={t("streams.removed")}
          onClose={close}
        />
      )}
      {secret !== "" && (
        <SecretOnce
          title={t("streams.secret")}
          text={t("streams.secretText")}
          secret={secret}
          onClose={() => setSecret("")}
        />
      )}
    </Page>
  );
}

function usePausing(api: StreamApi, onDone: () => void) {
  const t = useLogTexts();
  const notify = useNotify();
  return useMutation({
    mutationFn: (stream: AuditStream) => api.update(stream, { is_active: !stream.is_active }),
    onSuccess: (_, stream) => notify(t(stream.is_active ? "streams.isPaused" : "streams.goesOn")),
    onSettled: onDone,
  });
}

interface StreamRowProps {
  readonly stream: AuditStream;
  readonly onPause: () => void;
  readonly onOpen: (kind: "rename" | "remove") => void;
}

function StreamRow({ stream, onPause, onOpen }: StreamRowProps): ReactNode {
  const t = useLogTexts();
  const locale = useLocale();
  const zone = useListZone();
  const state = !stream.is_active ? "paused" : stream.failures > 0 ? "failing" : "well";
  const looks = { paused: "tag", failing: "tag tag--bad", well: "tag tag--good" } as const;
  const received = stream.sequence.toLocaleString(locale);
  return (
    <Row
      title={stream.name}
      tags={<span className={looks[state]}>{t(`streams.${state}`)}</span>}
      facts={[
        `${t(`stream.${stream.kind}`)} · ${stream.url || `${stream.host}:${stream.port}`}`,
        stream.last_received_at === null ? (
          t("streams.nothingYet")
        ) : (
          <span key="received">
            {t("streams.received", { number: received })} <ShortMoment at={stream.last_received_at} zone={zone} />
          </span>
        ),
        stream.failures > 0 && t("streams.failed", { number: stream.failures, error: stream.last_error }),
        stream.with_values && t("streams.withValues"),
      ]}
      actions={[
        { id: "pause", label: t(stream.is_active ? "streams.pause" : "streams.resume"), onAction: onPause },
        { id: "rename", label: t("streams.rename"), onAction: () => onOpen("rename") },
        { id: "remove", label: t("streams.remove"), danger: true, onAction: () => onOpen("remove") },
      ]}
    />
  );
}
