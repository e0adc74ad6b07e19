// One connection: whether it works and is used, its settings, what its provider can do, and its end.
import "./connections.css";
import { useState, type ReactNode } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { EntityForm } from "../parts/EntityForm";
import { Copyable } from "../parts/SecretOnce";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { eventPath, organizationPath } from "../shell/places";
import { Loaded } from "../shell/states";
import { Abilities } from "./Abilities";
import { isOn, useAdapters, type Adapter, type Connection } from "./adapters";
import { OptionFields, PREFIX, SettingFields } from "./ConnectionFields";
import { DeleteConnection } from "./DeleteConnection";
import { useConnectionEditing } from "./editing";
import { ConnectionTags, HealthLine, useUse } from "./marks";
import { useOneConnection } from "./queries";
import { useConnectionSteps } from "./steps";
import { useConnectionTexts } from "./texts";

export default function ConnectionPage(): ReactNode {
  const { connection: id = "" } = useParams();
  const t = useConnectionTexts();
  const { slug } = useOrganization();
  const query = useOneConnection(id);
  return (
    <Page
      title={query.data?.name ?? t("one")}
      {...(query.data === undefined ? {} : { tags: <ConnectionTags connection={query.data} /> })}
      back={{ to: organizationPath(slug, "settings/connections"), label: t("title") }}
    >
      <Loaded query={query} rows={6}>
        {(connection) => <Connected connection={connection} />}
      </Loaded>
    </Page>
  );
}

function Connected({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useConnectionTexts();
  const editable = useOrganization().may("connections.edit");
  const adapters = useAdapters();
  const adapter = adapters.data?.find(({ key, kind }) => key === connection.adapter_key && kind === connection.kind);
  return (
    <div className="columns">
      <div className="stack">
        <BackToEvent connection={connection} />
        <Standing connection={connection} editable={editable} />
        {connection.webhook_url !== null && (
          <section className="panel stack stack--tight" aria-labelledby="webhook">
            <h2 id="webhook">{t("webhook.title")}</h2>
            <p className="muted">{t("webhook.text", { name: adapter?.title ?? connection.adapter_key })}</p>
            <Copyable label={t("webhook.label")} value={connection.webhook_url} />
          </section>
        )}
        {adapter !== undefined && editable && <Settings connection={connection} adapter={adapter} />}
      </div>
      <div className="stack">
        {adapter !== undefined && <Abilities adapter={adapter} />}
        {editable && <Ending connection={connection} />}
      </div>
    </div>
  );
}

/** Whoever came from an event goes back to it. */
function BackToEvent({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useConnectionTexts();
  const { slug } = useOrganization();
  const [asked] = useSearchParams();
  const event = asked.get("event");
  if (event === null || !connection.is_used) return null;
  return (
    <Notice
      kind="good"
      title={t("ready.title")}
      actions={
        <Link className="button button--small" to={eventPath(slug, event)}>
          {t("ready.back")}
        </Link>
      }
    >
      {t(connection.mode === "test" ? "ready.test" : "ready.live")}
    </Notice>
  );
}

function Standing({
  connection,
  editable,
}: {
  readonly connection: Connection;
  readonly editable: boolean;
}): ReactNode {
  const t = useConnectionTexts();
  const use = useUse();
  const steps = useConnectionSteps();
  return (
    <section className="panel stack stack--tight" aria-labelledby="standing">
      <h2 id="standing">{t("standing")}</h2>
      <p>{use(connection)}</p>
      <p>
        <HealthLine connection={connection} />
      </p>
      {connection.circuit === "open" && <Notice>{t("circuit.open")}</Notice>}
      {editable && isOn(connection) && (
        <div className="row">
          <Button kind="quiet" pending={steps.checking} onPress={() => steps.check(connection)}>
            {t("check")}
          </Button>
          {connection.kind === "chat" && (
            <Button kind="quiet" pending={steps.tryingOut} onPress={() => steps.tryOut(connection)}>
              {t("testMessage")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Settings({ connection, adapter }: { readonly connection: Connection; readonly adapter: Adapter }): ReactNode {
  const t = useConnectionTexts();
  const notify = useNotify();
  const editing = useConnectionEditing({ adapter, connection, onSaved: () => notify(t("saved")) });
  const { form, errors, change } = editing;
  const fields = { adapter, form, errors, change, stored: connection.secrets_set };
  const labelOf = (name: string | number): string | null => {
    const known: Readonly<Record<string, string>> = {
      name: t("field.name"),
      collects: t("options.collects"),
      currencies: t("options.currencies"),
      countries: t("options.countries"),
    };
    const field = adapter.fields.find((each) => `setting.${each.name}` === name);
    return known[name] ?? (field === undefined || field.type.startsWith("secret") ? null : field.title);
  };
  return (
    <section className="panel" aria-labelledby="settings">
      <h2 id="settings">{t("settings.title")}</h2>
      <EntityForm editing={editing} labelOf={labelOf}>
        <Field
          id={`${PREFIX}-name`}
          label={t("field.name")}
          required
          maxLength={120}
          value={form["name"] ?? ""}
          error={errors.get("name")}
          onChange={(name) => change({ name })}
        />
        <SettingFields {...fields} />
        {adapter.kind === "payments" && <OptionFields {...fields} />}
      </EntityForm>
    </section>
  );
}

function Ending({ connection }: { readonly connection: Connection }): ReactNode {
  const t = useConnectionTexts();
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const steps = useConnectionSteps();
  const [asks, setAsks] = useState(false);
  const list = organizationPath(slug, "settings/connections");
  return (
    <section className="panel stack stack--tight" aria-labelledby="ending">
      <h2 id="ending">{t("ending.title")}</h2>
      <p className="muted">{t("ending.text")}</p>
      <div className="row">
        <Button kind="quiet" onPress={() => steps.switchTo(connection, isOn(connection) ? "disabled" : "active")}>
          {t(isOn(connection) ? "switchOff" : "switchOn")}
        </Button>
        <Button kind="danger" onPress={() => setAsks(true)}>
          {t("delete")}
        </Button>
      </div>
      {asks && (
        <DeleteConnection
          connection={connection}
          onSwitchOff={() => steps.switchTo(connection, "disabled")}
          onClose={() => setAsks(false)}
          onDeleted={() => void navigate(list)}
        />
      )}
    </section>
  );
}
