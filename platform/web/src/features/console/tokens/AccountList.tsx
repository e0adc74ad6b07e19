// Service accounts: members that are no persons, with a role, and tokens of their own.
import "./tokens.css";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button";
import { Empty } from "../../../ui/Empty";
import { Skeleton } from "../../../ui/Skeleton";
import { useInstant } from "../parts/Instant";
import { RemoveDialog } from "../parts/RemoveDialog";
import { Row, Rows } from "../parts/Rows";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Trouble } from "../shell/states";
import { AccountPanel } from "./AccountPanel";
import { useEventLine } from "./Choices";
import { useAccounts, useEndAccount, useRoles, type ServiceAccount } from "./queries";
import { useTokenTexts } from "./texts";
import { TokenTabs } from "./TokenList";

export default function AccountList(): ReactNode {
  const t = useTokenTexts();
  const list = useAccounts();
  const [opened, setOpened] = useState<ServiceAccount | "new" | null>(null);
  const accounts = list.data?.pages.flatMap((page) => page.items) ?? [];
  const add = <Button onPress={() => setOpened("new")}>{t("accounts.add")}</Button>;
  return (
    <Page title={t("tab.accounts")} lead={t("accounts.lead")} {...(accounts.length > 0 ? { actions: add } : {})}>
      <TokenTabs at="accounts" />
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton rows={3} />}
      {list.isSuccess && accounts.length === 0 && (
        <Empty icon="gear" title={t("accounts.none")} actions={add}>
          {t("accounts.noneText")}
        </Empty>
      )}
      {accounts.length > 0 && <Accounts accounts={accounts} onOpen={setOpened} />}
      {list.hasNextPage && (
        <Button kind="quiet" pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {opened !== null && <AccountPanel account={opened === "new" ? null : opened} onClose={() => setOpened(null)} />}
    </Page>
  );
}

interface AccountsProps {
  readonly accounts: readonly ServiceAccount[];
  readonly onOpen: (account: ServiceAccount) => void;
}

function Accounts({ accounts, onOpen }: AccountsProps): ReactNode {
  const t = useTokenTexts();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const instant = useInstant();
  const events = useEventLine();
  const roles = useRoles();
  const end = useEndAccount();
  const [ended, setEnded] = useState<ServiceAccount | null>(null);
  return (
    <>
      <Rows label={t("tab.accounts")}>
        {accounts.map((account) => (
          <Row
            key={account.id}
            title={account.name}
            onOpen={() => onOpen(account)}
            tags={<span className="tag">{roles.find(({ key }) => key === account.role)?.name ?? account.role}</span>}
            facts={[events(account.event_ids), t("fact.made", { at: instant(account.created_at) })]}
            actions={[
              { id: "edit", label: t("accounts.edit"), onAction: () => onOpen(account) },
              {
                id: "token",
                label: t("accounts.token"),
                onAction: () => void navigate(organizationPath(slug, `settings/tokens?show=all&new=${account.id}`)),
              },
              { id: "end", label: t("accounts.end"), danger: true, onAction: () => setEnded(account) },
            ]}
          />
        ))}
      </Rows>
      {ended !== null && (
        <RemoveDialog
          title={t("accounts.endTitle", { name: ended.name })}
          text={t("accounts.endText")}
          what={ended}
          remove={end}
          onDone={t("accounts.ended", { name: ended.name })}
          onClose={() => setEnded(null)}
        />
      )}
    </>
  );
}
