// What a member was told: what waits for them, what is done, and where each leads.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { NativeSelect } from "../../../ui/NativeSelect";
import { PagedRows } from "../parts/PagedRows";
import { Row } from "../parts/Rows";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useUnread } from "../shell/inbox";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { PushPanel } from "./PushPanel";
import { useInbox, useMarkAllRead, useMarkRead, type TeamMessage } from "./queries";
import { useInboxTexts } from "./texts";

const SHOWN = ["all", "unread"] as const;

export default function Inbox(): ReactNode {
  const t = useInboxTexts();
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const list = useInbox(shown === "unread");
  const unread = useUnread();
  const all = useMarkAllRead();
  const markAll = (
    <Button kind="quiet" pending={all.isPending} onPress={() => all.mutate()}>
      {t("markAll")}
    </Button>
  );
  return (
    <Page title={t("title")} help="inbox" lead={t("lead")} actions={unread > 0 && markAll}>
      <div className="stack">
        <div className="toolbar">
          <NativeSelect
            id="inbox-shown"
            label={t("shown")}
            required
            value={shown}
            options={SHOWN.map((value) => ({ value, label: t(`shown.${value}`) }))}
            onChange={(value) => setShown(SHOWN.find((each) => each === value) ?? "all")}
          />
        </div>
        <PagedRows
          label={t("title")}
          list={list}
          empty={
            <Empty icon="bell" title={t(shown === "unread" ? "noneUnread" : "none")}>
              {t("noneText")}
            </Empty>
          }
        >
          {(message) => <Message key={message.id} message={message} />}
        </PagedRows>
        <PushPanel />
      </div>
    </Page>
  );
}

/** Whoever opens it has read it. */
function Message({ message }: { readonly message: TeamMessage }): ReactNode {
  const t = useInboxTexts();
  const { slug } = useOrganization();
  const zone = useListZone();
  const mark = useMarkRead();
  const isUnread = message.read_at === null;
  const actions: readonly Action[] = isUnread
    ? [{ id: "read", label: t("mark"), onAction: () => mark.mutate(message) }]
    : [];
  return (
    <Row
      title={message.title}
      {...(message.path === "" ? {} : { to: organizationPath(slug, message.path) })}
      {...(isUnread ? { onFollow: () => mark.mutate(message) } : {})}
      tags={
        <>
          {isUnread && <span className="tag tag--warm">{t("new")}</span>}
          {message.count > 1 && <span className="tag">{t("times", { count: message.count })}</span>}
        </>
      }
      facts={[
        message.text === "" ? null : <bdi key="text">{message.text}</bdi>,
        <ShortMoment key="at" at={message.created_at} zone={zone} />,
      ]}
      actions={actions}
    />
  );
}
