// E-mail addresses, domains and networks whose orders are held for review or refused, with reason and end.
import { useDeferredValue, useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Field } from "../../../ui/Field";
import { useAskedNew } from "../parts/asked";
import { itemsOf } from "../parts/paged";
import { PagedRows } from "../parts/PagedRows";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row } from "../parts/Rows";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { BlockedPanel } from "./BlockedPanel";
import { useBlocked, useDeleteBlocked, type BlockedAddress } from "./queries";
import { useBlockedTexts } from "./texts";

export default function BlockedAddresses(): ReactNode {
  const t = useBlockedTexts();
  const editable = useOrganization().may("blocked_addresses.edit");
  const [text, setText] = useState("");
  const searched = useDeferredValue(text);
  const list = useBlocked(searched);
  const isSearchable = text !== "" || searched !== "" || itemsOf(list).length > 0;
  const zone = useListZone();
  const remove = useDeleteBlocked();
  const [removed, setRemoved] = useState<BlockedAddress | null>(null);
  const [isAsked, forgetAsked] = useAskedNew();
  const [opened, setOpened] = useState<BlockedAddress | "new" | null>(isAsked && editable ? "new" : null);
  const open = (entry: BlockedAddress | "new" | null): void => {
    forgetAsked();
    setOpened(entry);
  };
  const add = editable ? <Button onPress={() => open("new")}>{t("add")}</Button> : null;
  const actionsOf = (entry: BlockedAddress): readonly Action[] =>
    editable
      ? [
          { id: "edit", label: t("change"), onAction: () => open(entry) },
          { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(entry) },
        ]
      : [];
  return (
    <Page title={t("title")} help="fraud-rules" lead={t("lead")} {...(add === null ? {} : { actions: add })}>
      <div className="stack">
        {isSearchable && <Field id="blocked-search" label={t("search")} value={text} onChange={setText} />}
        <PagedRows
          label={t("title")}
          list={list}
          empty={
            <Empty icon="warning" title={t(text === "" ? "none" : "noneFound")} actions={text === "" ? add : null}>
              {t("noneText")}
            </Empty>
          }
        >
          {(entry) => (
            <Row
              key={entry.id}
              title={entry.value}
              tags={<State entry={entry} />}
              facts={[
                `${t(`kind.${entry.kind}`)} · ${t(`beyond.${entry.outcome}`)}`,
                <bdi key="reason">{entry.reason}</bdi>,
                entry.ends_at === null ? null : (
                  <span key="ends">
                    {t("until")} <ShortMoment at={entry.ends_at} zone={zone} />
                  </span>
                ),
              ]}
              actions={actionsOf(entry)}
              {...(editable ? { onOpen: () => open(entry) } : {})}
            />
          )}
        </PagedRows>
      </div>
      {opened !== null && (
        <BlockedPanel
          key={opened === "new" ? "new" : opened.id}
          entry={opened === "new" ? null : opened}
          onClose={() => open(null)}
          onDelete={setRemoved}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { value: removed.value })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { value: removed.value })}
          onClose={() => setRemoved(null)}
          onRemoved={() => open(null)}
        />
      )}
    </Page>
  );
}

function State({ entry }: { readonly entry: BlockedAddress }): ReactNode {
  const t = useBlockedTexts();
  return entry.is_over ? <span className="tag">{t("over")}</span> : null;
}
