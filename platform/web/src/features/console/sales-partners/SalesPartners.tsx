// Who sells besides the organization: made, changed, archived, and what each channel sold.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { useAskedNew } from "../parts/asked";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useStateChange } from "../parts/state-change";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { ChannelTable } from "./ChannelTable";
import { PartnerPanel } from "./PartnerPanel";
import { useDeletePartner, usePartners, useSavePartner, type SalesPartner } from "./queries";
import { usePartnerTexts } from "./texts";

export default function SalesPartners(): ReactNode {
  const t = usePartnerTexts();
  const { may } = useOrganization();
  const editable = may("sales_partners.edit");
  const partners = usePartners();
  const [isAsked, forgetAsked] = useAskedNew();
  const [opened, setOpened] = useState<SalesPartner | "new" | null>(isAsked && editable ? "new" : null);
  const open = (partner: SalesPartner | "new" | null): void => {
    forgetAsked();
    setOpened(partner);
  };
  const add = editable ? <Button onPress={() => open("new")}>{t("add")}</Button> : null;
  return (
    <Page title={t("title")} help="sales-channels" lead={t("lead")} {...(add === null ? {} : { actions: add })}>
      <div className="stack">
        <Loaded query={partners}>
          {(all) => <Listed partners={all} add={add} editable={editable} opened={opened} onOpen={open} />}
        </Loaded>
        {may("orders.read") && <ChannelTable eventId={null} />}
      </div>
    </Page>
  );
}

interface ListedProps {
  readonly partners: readonly SalesPartner[];
  readonly add: ReactNode;
  readonly editable: boolean;
  readonly opened: SalesPartner | "new" | null;
  readonly onOpen: (partner: SalesPartner | "new" | null) => void;
}

function Listed({ partners, add, editable, opened, onOpen }: ListedProps): ReactNode {
  const t = usePartnerTexts();
  const [removed, setRemoved] = useState<SalesPartner | null>(null);
  const remove = useDeletePartner();
  const setState = useSetState();
  const actionsOf = (partner: SalesPartner): readonly Action[] =>
    editable
      ? [
          { id: "edit", label: t("change"), onAction: () => onOpen(partner) },
          partner.state === "active"
            ? { id: "archive", label: t("archive"), onAction: () => setState(partner, "archived") }
            : { id: "resume", label: t("resume"), onAction: () => setState(partner, "active") },
          { id: "delete", label: t("delete"), danger: true, onAction: () => setRemoved(partner) },
        ]
      : [];
  return (
    <div className="stack">
      {partners.length === 0 ? (
        <Empty icon="people" title={t("none")} actions={add}>
          {t("noneText")}
        </Empty>
      ) : (
        <Rows label={t("title")}>
          {partners.map((partner) => (
            <Row
              key={partner.id}
              title={partner.name}
              tags={partner.state === "active" ? undefined : <span className="tag">{t("state.archived")}</span>}
              facts={[
                <code key="code">?partner={partner.code}</code>,
                [partner.contact_name, partner.contact_email].filter(Boolean).join(" · "),
                partner.note,
              ]}
              actions={actionsOf(partner)}
              {...(editable ? { onOpen: () => onOpen(partner) } : {})}
            />
          ))}
        </Rows>
      )}
      {opened !== null && (
        <PartnerPanel
          key={opened === "new" ? "new" : opened.id}
          partner={opened === "new" ? null : opened}
          onClose={() => onOpen(null)}
          onDelete={setRemoved}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: removed.name })}
          text={t("deleteText")}
          what={removed}
          remove={remove}
          onDone={t("deleted", { name: removed.name })}
          onClose={() => setRemoved(null)}
          onRemoved={() => onOpen(null)}
          instead={{ label: t("archive"), onPress: () => setState(removed, "archived") }}
        />
      )}
    </div>
  );
}

/** Archives or resumes, says so, and offers the way back. */
function useSetState(): (partner: SalesPartner, state: SalesPartner["state"]) => void {
  const t = usePartnerTexts();
  const save = useSavePartner();
  return useStateChange<SalesPartner, SalesPartner["state"]>({
    write: (over, state) => save.mutateAsync({ over, body: { state } }),
    stateOf: ({ state }) => state,
    done: ({ name }, state) => t(`done.${state}`, { name }),
  });
}
