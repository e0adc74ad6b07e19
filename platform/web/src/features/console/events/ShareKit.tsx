// The event's link, to copy and to send on, and the same as a QR code to print.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Button, LinkButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { useApi } from "../session/api";
import type { Event } from "../shell/event";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Loaded } from "../shell/states";
import { useEventTexts } from "./texts";

export function ShareKit({ event }: { readonly event: Event }): ReactNode {
  const t = useEventTexts();
  const api = useApi();
  const { id } = useOrganization();
  const params = { path: { organization_id: id, event_id: event.id } };
  const link = useQuery({
    queryKey: [id, "event", event.id, "share", event.slug],
    queryFn: async () =>
      (await answerOf(api.GET("/api/v1/organizations/{organization_id}/events/{event_id}/share", { params }))).url ??
      "",
  });
  const code = useQuery({
    queryKey: [id, "event", event.id, "share-code", event.slug],
    queryFn: async () => {
      const address = "/api/v1/organizations/{organization_id}/events/{event_id}/share.svg";
      return String(await answerOf(api.GET(address, { params, parseAs: "text" })));
    },
  });
  return (
    <section className="panel stack share" aria-labelledby="share-title">
      <h2 id="share-title">{t("share.title")}</h2>
      <Loaded query={link} rows={1}>
        {(url) => <ShareLink url={url} title={event.title} />}
      </Loaded>
      <Loaded query={code} rows={3}>
        {(drawing) => <Code drawing={drawing} name={event.slug} />}
      </Loaded>
    </section>
  );
}

function ShareLink({ url, title }: { readonly url: string; readonly title: string }): ReactNode {
  const t = useEventTexts();
  const notify = useNotify();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      notify(t("share.copied"));
    } catch {
      notify({ text: t("share.notCopied"), kind: "bad" });
    }
  };
  const canShare = typeof navigator.share === "function";
  return (
    <>
      <label className="field">
        <span className="field__label">{t("share.link")}</span>
        <input className="input" readOnly value={url} dir="ltr" onFocus={(event) => event.target.select()} />
      </label>
      <div className="row">
        <Button kind="quiet" onPress={() => void copy()}>
          <Icon name={isCopied ? "check" : "copy"} />
          {t("share.copy")}
        </Button>
        <LinkButton kind="quiet" href={mailOf(title, url)}>
          <Icon name="mail" />
          {t("share.email")}
        </LinkButton>
        {canShare && (
          <Button kind="quiet" onPress={() => void navigator.share({ title, url }).catch(() => undefined)}>
            <Icon name="outside" />
            {t("share.more")}
          </Button>
        )}
      </div>
    </>
  );
}

function mailOf(title: string, url: string): string {
  return `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`;
}

function Code({ drawing, name }: { readonly drawing: string; readonly name: string }): ReactNode {
  const t = useEventTexts();
  const source = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  return (
    <div className="share__code">
      <img src={source} alt={t("share.code")} width={160} height={160} />
      <a href={source} download={`${name}.svg`}>
        {t("share.download")}
      </a>
    </div>
  );
}
