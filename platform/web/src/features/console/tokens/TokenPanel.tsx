// A new token: for whom, for how long, and what it may; its secret is in the answer and nowhere else.
import type { ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useOrganization } from "../shell/organizations";
import { EventChoice, PermissionChoice } from "./Choices";
import { useAccounts, useCreateToken, type Issued } from "./queries";
import { useTokenTexts } from "./texts";

interface TokenForm {
  readonly name: string;
  /** `me`, or the id of a service account. */
  readonly owner: string;
  readonly days: string;
  readonly scopes: readonly string[];
  readonly events: readonly string[] | null;
}

const DAY = 24 * 3_600_000;
const DAYS = ["30", "90", "365"] as const;
const FIELDS: Readonly<Record<string, keyof TokenForm>> = {
  name: "name",
  scopes: "scopes",
  event_ids: "events",
  expires_at: "days",
  service_account_id: "owner",
};

export interface TokenPanelProps {
  /** For whom it is made first: `me`, or the id of a service account. */
  readonly owner: string;
  readonly onMade: (issued: Issued) => void;
  readonly onClose: () => void;
}

export function TokenPanel({ owner, onMade, onClose }: TokenPanelProps): ReactNode {
  const t = useTokenTexts();
  const here = useOrganization();
  const create = useCreateToken();
  const accounts = useAccounts(here.may("api-tokens.manage"));
  const known = accounts.data?.pages.flatMap((page) => page.items) ?? [];
  const editing = useEditing<TokenForm, Issued>({
    entity: null,
    empty: { name: "", owner, days: "90", scopes: [], events: null },
    formOf: () => ({ name: "", owner, days: "90", scopes: [], events: null }),
    prefix: "token",
    problemsOf: ({ name, scopes, events }) =>
      new Map([
        ...(name.trim() === "" ? [["name", t("wrong.name")] as const] : []),
        ...(scopes.length === 0 ? [["scopes", t("wrong.scopes")] as const] : []),
        ...(events?.length === 0 ? [["events", t("wrong.events")] as const] : []),
      ]),
    fieldOf: (pointer) => FIELDS[pointer.split("/")[1] ?? ""] ?? null,
    write: (form) =>
      create.mutateAsync({
        name: form.name.trim(),
        scopes: [...form.scopes],
        event_ids: form.events === null ? null : [...form.events],
        // A minute less than the whole time, which the server's clock may be ahead by.
        expires_at: new Date(Date.now() + Number(form.days) * DAY - 60_000).toISOString(),
        service_account_id: form.owner === "me" ? null : form.owner,
      }),
    current: (issued) => Promise.resolve(issued),
    onSaved: onMade,
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel title={t("new")} editing={editing} submit={t("add")} labelOf={() => null} onClose={onClose}>
      <Field
        id="token-name"
        label={t("field.name")}
        hint={t("field.nameHint")}
        required
        maxLength={100}
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      {known.length > 0 && (
        <NativeSelect
          id="token-owner"
          label={t("field.owner")}
          required
          value={form.owner}
          error={errors.get("owner")}
          options={[
            { value: "me", label: t("owner.me") },
            ...known.map(({ id, name }) => ({ value: id, label: t("owner.account", { name }) })),
          ]}
          onChange={(now) => change({ owner: now || "me" })}
        />
      )}
      <RadioGroup
        id="token-days"
        label={t("field.days")}
        value={form.days}
        error={errors.get("days")}
        options={DAYS.map((value) => ({ value, label: t(`days.${value}`) }))}
        onChange={(days) => change({ days })}
      />
      <PermissionChoice
        id="token-scopes"
        values={form.scopes}
        error={errors.get("scopes")}
        onChange={(scopes) => change({ scopes })}
      />
      <EventChoice
        id="token-events"
        values={form.events}
        error={errors.get("events")}
        onChange={(events) => change({ events })}
      />
    </EntityPanel>
  );
}
