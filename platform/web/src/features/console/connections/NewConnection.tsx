// One adapter's connection is made: its address to enter at the provider, then the keys, and a check at once.
import "./connections.css";
import type { ReactNode } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { Field } from "../../../ui/Field";
import { EntityForm } from "../parts/EntityForm";
import { Copyable } from "../parts/SecretOnce";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { organizationPath } from "../shell/places";
import { Loaded, NotHere } from "../shell/states";
import { useAdapters, type Adapter } from "./adapters";
import { ModeField, OptionFields, PREFIX, SettingFields } from "./ConnectionFields";
import { useConnectionEditing } from "./editing";
import { useReservation } from "./queries";
import { useConnectionTexts } from "./texts";

export default function NewConnection(): ReactNode {
  const { kind, adapter: key } = useParams();
  const t = useConnectionTexts();
  const { slug } = useOrganization();
  const query = useAdapters();
  const adapter = query.data?.find((each) => each.key === key && each.kind === kind);
  if (query.isSuccess && adapter === undefined) return <NotHere />;
  return (
    <Page
      title={adapter === undefined ? t("new.title") : t("new.titleOf", { name: adapter.title })}
      back={{ to: organizationPath(slug, "settings/connections/new"), label: t("choose.title") }}
      narrow
    >
      <Loaded query={query}>{() => adapter !== undefined && <NewForm adapter={adapter} />}</Loaded>
    </Page>
  );
}

function NewForm({ adapter }: { readonly adapter: Adapter }): ReactNode {
  const t = useConnectionTexts();
  const { slug } = useOrganization();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asked] = useSearchParams();
  const reserved = useReservation(adapter);
  const editing = useConnectionEditing({
    adapter,
    connection: null,
    ...(reserved.data === undefined ? {} : { reservation: reserved.data }),
    onSaved: (made) => {
      notify(t("made", { name: made.name }));
      const search = asked.size === 0 ? "" : `?${asked}`;
      void navigate(`${organizationPath(slug, `settings/connections/${made.id}`)}${search}`, { replace: true });
    },
  });
  const { form, errors, change } = editing;
  const fields = { adapter, form, errors, change, stored: [] };
  const address = reserved.data?.webhook_url ?? null;
  return (
    <div className="stack">
      {address !== null && (
        <section className="panel stack stack--tight" aria-labelledby="webhook">
          <h2 id="webhook">{t("webhook.title")}</h2>
          <p className="muted">{t("webhook.before", { name: adapter.title })}</p>
          <Copyable label={t("webhook.label")} value={address} />
        </section>
      )}
      <EntityForm editing={editing} submit={t("new.button")} labelOf={() => null}>
        {adapter.kind === "payments" && <ModeField {...fields} />}
        <SettingFields {...fields} />
        <Field
          id={`${PREFIX}-name`}
          label={t("field.name")}
          hint={t("field.nameHint")}
          required
          maxLength={120}
          value={form["name"] ?? ""}
          error={errors.get("name")}
          onChange={(name) => change({ name })}
        />
        {adapter.kind === "payments" && (
          <details className="setting-more">
            <summary>{t("options.more")}</summary>
            <OptionFields {...fields} />
          </details>
        )}
      </EntityForm>
    </div>
  );
}
