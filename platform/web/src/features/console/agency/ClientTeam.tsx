// Which member of an agency may act in which clients.
import { useState, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import { matchesText } from "../../../lib/matching";
import { SidePanel } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useMemberList, type Member } from "../parts/members";
import { Row, Rows } from "../parts/Rows";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { ClientChoice, useShownChoice, type ClientChoiceForm } from "./ClientChoice";
import {
  useClientList,
  useClients,
  useFetchClientList,
  useSaveClientList,
  type ClientList,
  type Link,
} from "./queries";
import { useAgencyTexts, type AgencyKey } from "./texts";

/** From here on a name is found faster by typing. */
const MANY = 8;
const NAMED = ["owner", "admin", "staff", "partner"];

export default function ClientTeam(): ReactNode {
  const t = useAgencyTexts();
  const editable = useOrganization().may("members.manage");
  const [address, setAddress] = useSearchParams();
  const members = useMemberList();
  const clients = useClients();
  const open = (id: string | null): void => setAddress(id === null ? {} : { member: id }, { replace: true });
  return (
    <Page title={t("team")} lead={t("team.lead")}>
      <Loaded query={members}>
        {(all) => {
          const opened = all.find(({ id }) => id === address.get("member"));
          return (
            <>
              <Members members={all} onOpen={open} />
              {opened !== undefined && clients.data !== undefined && (
                <Panel
                  key={opened.id}
                  member={opened}
                  clients={clients.data.filter(({ state }) => state === "active")}
                  editable={editable}
                  onClose={() => open(null)}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface MembersProps {
  readonly members: readonly Member[];
  readonly onOpen: (id: string) => void;
}

function Members({ members, onOpen }: MembersProps): ReactNode {
  const t = useAgencyTexts();
  const [typed, setTyped] = useState("");
  const shown = members.filter(({ display_name, email }) => matchesText(`${display_name} ${email}`, typed));
  return (
    <div className="stack">
      {members.length > MANY && <Field label={t("team.find")} required value={typed} onChange={setTyped} />}
      {shown.length === 0 && <p className="muted">{t("notFound")}</p>}
      <Rows label={t("team")}>
        {shown.map((member) => {
          const role = NAMED.includes(member.role) ? t(`role.${member.role}` as AgencyKey) : member.role;
          const facts = [member.email, member.role === "owner" ? t("team.owner") : ""];
          const tags = <span className="tag">{role}</span>;
          const opens = member.role === "owner" ? {} : { onOpen: () => onOpen(member.id) };
          return <Row key={member.id} title={member.display_name} tags={tags} facts={facts} {...opens} />;
        })}
      </Rows>
    </div>
  );
}

interface PanelProps {
  readonly member: Member;
  readonly clients: readonly Link[];
  readonly editable: boolean;
  readonly onClose: () => void;
}

function Panel(props: PanelProps): ReactNode {
  const query = useClientList(props.member.id);
  if (query.data !== undefined) return <Editor {...props} list={query.data} />;
  // A panel that is replaced would lose the focus: it comes with what stands in it.
  if (!query.isError) return null;
  return (
    <SidePanel open title={props.member.display_name} onClose={props.onClose}>
      <Loaded query={query}>{() => null}</Loaded>
    </SidePanel>
  );
}

function Editor({ member, clients, editable, onClose, list }: PanelProps & { readonly list: ClientList }): ReactNode {
  const t = useAgencyTexts();
  const notify = useNotify();
  const save = useSaveClientList();
  const ask = useFetchClientList();
  const shownOf = useShownChoice(clients);
  const editing = useEditing<ClientChoiceForm, ClientList>({
    entity: list,
    empty: { reach: "all", clients: [] },
    formOf,
    prefix: "clients",
    problemsOf: () => new Map(),
    fieldOf: () => null,
    current: ({ member_id }) => ask(member_id),
    write: (form, _changed, over) => save.mutateAsync({ over: over ?? list, clients: scopesOf(form, over ?? list) }),
    onSaved: () => {
      notify(t("team.saved", { name: member.display_name }));
      onClose();
    },
  });
  const limited = new Map(list.clients?.map((scope) => [scope.organization_id, scope.event_ids?.length ?? null]));
  const noteOf = (id: string): string | null => {
    const number = limited.get(id) ?? null;
    return number === null ? null : t("team.events", { number });
  };
  return (
    <EntityPanel
      title={member.display_name}
      editing={editing}
      labelOf={(name) => t(name === "reach" ? "team.reach" : "clients")}
      shownOf={shownOf}
      editable={editable}
      onClose={onClose}
    >
      <ClientChoice
        label={t("team.reach")}
        form={editing.form}
        clients={clients}
        editable={editable}
        change={editing.change}
        noteOf={noteOf}
      />
    </EntityPanel>
  );
}

function formOf({ clients }: ClientList): ClientChoiceForm {
  const ids = (clients ?? []).map(({ organization_id }) => organization_id);
  return { reach: clients === null ? "all" : "some", clients: ids.toSorted() };
}

/** A client that was limited to some of its events stays so. */
function scopesOf({ reach, clients }: ClientChoiceForm, before: ClientList): ClientList["clients"] {
  if (reach === "all") return null;
  const known = new Map(before.clients?.map((scope) => [scope.organization_id, scope]));
  return clients.map((id) => known.get(id) ?? { organization_id: id, event_ids: null });
}
