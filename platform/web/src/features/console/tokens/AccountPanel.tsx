// A service account beside the list: its name, its role, and the events that it is limited to.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useNotify } from "../shell/notifications";
import { EventChoice, useEventLine } from "./Choices";
import { useFetchAccount, useRoles, useSaveAccount, type ServiceAccount } from "./queries";
import { useTokenTexts } from "./texts";

interface AccountForm {
  readonly name: string;
  readonly role: string;
  readonly events: readonly string[] | null;
}

const FIELDS: Readonly<Record<string, keyof AccountForm>> = { name: "name", role: "role", event_ids: "events" };

export interface AccountPanelProps {
  /** As it was opened; null makes one. */
  readonly account: ServiceAccount | null;
  readonly onClose: () => void;
}

export function AccountPanel({ account, onClose }: AccountPanelProps): ReactNode {
  const t = useTokenTexts();
  const notify = useNotify();
  const roles = useRoles();
  const events = useEventLine();
  const [save, current] = [useSaveAccount(), useFetchAccount()];
  const editing = useEditing<AccountForm, ServiceAccount>({
    entity: account,
    empty: { name: "", role: "", events: null },
    formOf: (from) => ({ name: from.name, role: from.role, events: from.event_ids }),
    prefix: "account",
    problemsOf: (form) =>
      new Map([
        ...(form.name.trim() === "" ? [["name", t("wrong.name")] as const] : []),
        ...(form.role === "" ? [["role", t("wrong.role")] as const] : []),
        ...(form.events?.length === 0 ? [["events", t("wrong.events")] as const] : []),
      ]),
    fieldOf: (pointer) => FIELDS[pointer.split("/")[1] ?? ""] ?? null,
    write: (form, _changed, over) =>
      save.mutateAsync({
        account: over,
        name: form.name.trim(),
        role: form.role,
        event_ids: form.events === null ? null : [...form.events],
      }),
    current: ({ id }) => current(id),
    onSaved: ({ name }) => {
      notify(t("accounts.saved", { name }));
      onClose();
    },
  });
  const { form, change, errors } = editing;
  const labels = { name: t("field.name"), role: t("accounts.role"), events: t("events.title") };
  const known = roles.some(({ key }) => key === form.role) || form.role === "";
  const options = [
    ...roles.filter(({ key }) => key !== "owner"),
    ...(known ? [] : [{ key: form.role, name: form.role }]),
  ];
  return (
    <EntityPanel
      title={account?.name ?? t("accounts.new")}
      editing={editing}
      {...(account === null ? { submit: t("accounts.add") } : {})}
      labelOf={(name) => labels[name]}
      shownOf={(from, name) => (name === "events" ? events(from.events) : from[name])}
      onClose={onClose}
    >
      <Field
        id="account-name"
        label={t("field.name")}
        required
        maxLength={100}
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      <NativeSelect
        id="account-role"
        label={t("accounts.role")}
        required
        value={form.role}
        error={errors.get("role")}
        options={options.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={(role) => change({ role })}
      />
      <EventChoice
        id="account-events"
        values={form.events}
        error={errors.get("events")}
        onChange={(now) => change({ events: now })}
      />
    </EntityPanel>
  );
}
