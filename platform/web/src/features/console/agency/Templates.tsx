// Templates of events that an agency shares: with which clients, and how often they were used.
import { useState, type ReactNode } from "react";
import type { Action } from "../../../ui/ActionMenu";
import { Empty } from "../../../ui/Empty";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { ClientChoice, useShownChoice, type ClientChoiceForm } from "./ClientChoice";
import {
  useClients,
  useEndShare,
  useShareTemplate,
  useTemplates,
  type Link,
  type SharedTemplate,
  type TemplateShare,
} from "./queries";
import { useAgencyTexts } from "./texts";

export default function Templates(): ReactNode {
  const t = useAgencyTexts();
  const templates = useTemplates();
  const clients = useClients();
  const active = clients.data?.filter(({ state }) => state === "active") ?? [];
  return (
    <Page title={t("templates")} lead={t("templates.lead")}>
      <Loaded query={templates}>
        {(all) =>
          all.length === 0 ? (
            <Empty icon="copy" title={t("templates.none")}>
              {t("templates.noneText")}
            </Empty>
          ) : (
            <List templates={all} clients={active} />
          )
        }
      </Loaded>
    </Page>
  );
}

interface ListProps {
  readonly templates: readonly SharedTemplate[];
  readonly clients: readonly Link[];
}

function List({ templates, clients }: ListProps): ReactNode {
  const t = useAgencyTexts();
  const [opened, setOpened] = useState<SharedTemplate | null>(null);
  const [ended, setEnded] = useState<SharedTemplate | null>(null);
  const end = useEndShare();
  const withWhom = ({ share }: SharedTemplate): string => {
    if (share === null) return t("templates.nobody");
    return share.clients === null ? t("templates.all") : t("templates.some", { number: share.clients.length });
  };
  const actionsOf = (template: SharedTemplate): readonly Action[] => {
    if (template.share === null) return [];
    return [{ id: "end", label: t("templates.end"), danger: true, onAction: () => setEnded(template) }];
  };
  return (
    <>
      <Rows label={t("templates")}>
        {templates.map((template) => (
          <Row
            key={template.id}
            title={template.title}
            onOpen={() => setOpened(template)}
            facts={[
              withWhom(template),
              template.share === null ? "" : t("templates.uses", { number: template.share.uses }),
            ]}
            actions={actionsOf(template)}
          />
        ))}
      </Rows>
      {opened !== null && (
        <SharePanel key={opened.id} template={opened} clients={clients} onClose={() => setOpened(null)} />
      )}
      {ended !== null && ended.share !== null && (
        <RemoveDialog
          title={t("templates.endTitle", { name: ended.title })}
          text={t("templates.endText")}
          confirm={t("templates.end")}
          what={ended.share}
          remove={end}
          onDone={t("templates.ended", { name: ended.title })}
          onClose={() => setEnded(null)}
        />
      )}
    </>
  );
}

interface SharePanelProps {
  readonly template: SharedTemplate;
  readonly clients: readonly Link[];
  readonly onClose: () => void;
}

function SharePanel({ template, clients, onClose }: SharePanelProps): ReactNode {
  const t = useAgencyTexts();
  const notify = useNotify();
  const share = useShareTemplate();
  const templates = useTemplates();
  const shownOf = useShownChoice(clients);
  const editing = useEditing<ClientChoiceForm, TemplateShare>({
    entity: template.share,
    empty: { reach: "all", clients: [] },
    formOf,
    prefix: "share",
    problemsOf: () => new Map(),
    fieldOf: () => null,
    current: async (before) => (await templates.refetch()).data?.find(({ id }) => id === template.id)?.share ?? before,
    write: ({ reach, clients: chosen }, _changed, over) =>
      share.mutateAsync({ templateId: template.id, over, clients: reach === "all" ? null : [...chosen] }),
    onSaved: () => {
      notify(t("templates.saved", { name: template.title }));
      onClose();
    },
  });
  return (
    <EntityPanel
      title={template.title}
      editing={editing}
      {...(template.share === null ? { submit: t("templates.share") } : {})}
      labelOf={(name) => t(name === "reach" ? "templates.with" : "clients")}
      shownOf={shownOf}
      onClose={onClose}
    >
      <ClientChoice
        label={t("templates.with")}
        form={editing.form}
        clients={clients}
        editable
        change={editing.change}
      />
    </EntityPanel>
  );
}

function formOf({ clients }: TemplateShare): ClientChoiceForm {
  return { reach: clients === null ? "all" : "some", clients: (clients ?? []).toSorted() };
}
