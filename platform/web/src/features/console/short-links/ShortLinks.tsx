// Short addresses with QR codes: made, named, switched off, and how often each was asked for.
import { useState, type ReactNode } from "react";
import { Empty } from "../../../ui/Empty";
import { Failure } from "../../../ui/Failure";
import { useLocale } from "../../../ui/language";
import { intlLocale } from "../../../lib/language";
import type { Action } from "../../../ui/ActionMenu";
import { PagedRows } from "../parts/PagedRows";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { NewLink } from "./NewLink";
import {
  useChangeLink,
  useCodeFile,
  useLinkable,
  useRemoveLink,
  useShortLinks,
  type CodeFormat,
  type ShortLink,
} from "./queries";
import { useShortLinkTexts } from "./texts";
import { Visits } from "./Visits";

export default function ShortLinks(): ReactNode {
  const t = useShortLinkTexts();
  const notify = useNotify();
  const editable = useOrganization().may("short-links.edit");
  const list = useShortLinks();
  const change = useChangeLink();
  const remove = useRemoveLink();
  const file = useCodeFile();
  const [removed, setRemoved] = useState<ShortLink | null>(null);
  const [counted, setCounted] = useState<ShortLink | null>(null);
  const actionsOf = (link: ShortLink): Action[] => [
    {
      id: "copy",
      label: t("copy"),
      onAction: () => void navigator.clipboard.writeText(link.url).then(() => notify(t("copied", { url: link.url }))),
    },
    { id: "visits", label: t("days"), onAction: () => setCounted(link) },
    ...(["svg", "png"] as CodeFormat[]).map((format) => ({
      id: format,
      label: t(`code.${format}`),
      onAction: () => file.mutate({ link, format }),
    })),
    ...(editable
      ? [
          {
            id: "switch",
            label: t(link.is_on ? "switchOff" : "switchOn"),
            onAction: () => change.mutate({ link, changes: { is_on: !link.is_on } }),
          },
          { id: "remove", label: t("remove"), danger: true, onAction: () => setRemoved(link) },
        ]
      : []),
  ];
  const failure = change.error ?? file.error;
  return (
    <Page title={t("title")} help="short-links" lead={t("lead")}>
      <div className="stack">
        {editable && <NewLink />}
        {failure !== null && <Failure error={failure} />}
        <PagedRows
          label={t("title")}
          list={list}
          empty={
            <Empty icon="link" title={t("none")}>
              {t("noneText")}
            </Empty>
          }
        >
          {(link) => <Line key={link.id} link={link} actions={actionsOf(link)} />}
        </PagedRows>
      </div>
      {counted !== null && <Visits link={counted} onClose={() => setCounted(null)} />}
      {removed !== null && (
        <RemoveDialog
          title={t("removeTitle", { name: removed.name })}
          text={t("removeText")}
          confirm={t("remove")}
          what={removed}
          remove={remove}
          onDone={t("removed", { name: removed.name })}
          onClose={() => setRemoved(null)}
        />
      )}
    </Page>
  );
}

function Line({ link, actions }: { readonly link: ShortLink; readonly actions: readonly Action[] }): ReactNode {
  const t = useShortLinkTexts();
  const number = new Intl.NumberFormat([intlLocale(useLocale()), "en"]);
  const title = (useLinkable().data ?? []).find(({ id }) => id === link.event_id)?.title;
  const leadsTo = link.target === "organization" || title === undefined ? t(`target.${link.target}`) : title;
  const told = [link.source, link.campaign, link.access_code, link.partner].filter((each) => each !== "");
  return (
    <Row
      title={link.name}
      tags={link.is_on ? undefined : <span className="tag">{t("off")}</span>}
      facts={[
        <span key="url" dir="ltr" className="number">
          {link.url.replace(/^https?:\/\//, "")}
        </span>,
        <bdi key="to">{link.target === "tickets" && title !== undefined ? t("ticketsOf", { title }) : leadsTo}</bdi>,
        told.length === 0 ? null : <bdi key="told">{told.join(" · ")}</bdi>,
      ]}
      end={<p className="number">{t("visits", { count: link.visits, shown: number.format(link.visits) })}</p>}
      actions={actions}
    />
  );
}
