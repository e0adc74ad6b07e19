// Which permissions and which events: chosen by readable groups, and told in the same words.
import { useState, type ReactNode } from "react";
import { Checkbox, CheckboxGroup } from "../../../ui/Checkbox";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useConnection } from "../session/api";
import type { PermissionGroup } from "../session/config";
import { useOrganization } from "../shell/organizations";
import { useEventNames, type NamedEvent } from "./queries";
import { useTokenTexts } from "./texts";

export interface PermissionChoiceProps {
  readonly id: string;
  readonly values: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (values: readonly string[]) => void;
}

/** At most what the person may: nobody gives away more. */
export function PermissionChoice({ id, values, error, onChange }: PermissionChoiceProps): ReactNode {
  const t = useTokenTexts();
  const { may } = useOrganization();
  const { permissionGroups } = useConnection().config;
  const groups = permissionGroups
    .map(({ label, permissions }) => ({ label, permissions: permissions.filter(([key]) => may(key)) }))
    .filter(({ permissions }) => permissions.length > 0);
  return (
    <fieldset id={id} className="editor__part" tabIndex={-1}>
      <legend className="editor__legend">{t("scopes.title")}</legend>
      {error !== undefined && <p className="field__error">{error}</p>}
      {groups.map((group) => (
        <ScopeGroup key={group.label} group={group} values={values} onChange={onChange} />
      ))}
    </fieldset>
  );
}

interface ScopeGroupProps {
  readonly group: PermissionGroup;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

function ScopeGroup({ group, values, onChange }: ScopeGroupProps): ReactNode {
  const t = useTokenTexts();
  const { label, permissions } = group;
  const keys = permissions.map(([key]) => key);
  const chosen = keys.filter((key) => values.includes(key));
  const others = values.filter((key) => !keys.includes(key));
  const [opens] = useState(chosen.length > 0);
  return (
    <details className="scope-group" open={opens}>
      <summary>
        {label} <span className="muted small">{t("scopes.count", { chosen: chosen.length, all: keys.length })}</span>
      </summary>
      <Checkbox
        checked={chosen.length === keys.length}
        onChange={(all) => onChange(all ? [...others, ...keys] : others)}
      >
        {t("scopes.all", { group: label })}
      </Checkbox>
      <CheckboxGroup
        label={label}
        required
        values={chosen}
        options={permissions.map(([value, allows]) => ({ value, label: allows }))}
        onChange={(now) => onChange([...others, ...now])}
      />
    </details>
  );
}

export interface EventChoiceProps {
  readonly id: string;
  /** Null: every event. */
  readonly values: readonly string[] | null;
  readonly error: string | undefined;
  readonly onChange: (values: readonly string[] | null) => void;
}

export function EventChoice({ id, values, error, onChange }: EventChoiceProps): ReactNode {
  const t = useTokenTexts();
  const events = useEventNames();
  const known = new Set(events.map((event) => event.id));
  const unnamed = (values ?? []).filter((event) => !known.has(event)).map((event) => ({ id: event, title: event }));
  return (
    <>
      <RadioGroup
        id={id}
        label={t("events.title")}
        value={values === null ? "all" : "some"}
        options={[
          { value: "all", label: t("events.all") },
          { value: "some", label: t("events.some") },
        ]}
        onChange={(which) => onChange(which === "all" ? null : [])}
      />
      {values !== null && (
        <CheckboxGroup
          label={t("events.which")}
          required
          error={error}
          values={values}
          options={[...events, ...unnamed].map(({ id: value, title }) => ({ value, label: title }))}
          onChange={onChange}
        />
      )}
    </>
  );
}

/** The events of a token in a line. */
export function useEventLine(): (events: readonly string[] | null) => string {
  const t = useTokenTexts();
  const known = useEventNames();
  const titles = new Map(known.map(({ id, title }: NamedEvent): [string, string] => [id, title]));
  return (events) =>
    events === null
      ? t("events.all")
      : events.every((event) => titles.has(event))
        ? events.map((event) => titles.get(event)).join(", ")
        : t("events.number", { number: events.length });
}

/** The permissions of a token in the words of the page, by group. */
export function Scopes({ scopes }: { readonly scopes: readonly string[] }): ReactNode {
  const { permissionGroups } = useConnection().config;
  return (
    <dl className="scopes">
      {permissionGroups
        .map(({ label, permissions }) => ({ label, held: permissions.filter(([key]) => scopes.includes(key)) }))
        .filter(({ held }) => held.length > 0)
        .map(({ label, held }) => (
          <div key={label}>
            <dt>{label}</dt>
            {held.map(([key, allows]) => (
              <dd key={key}>{allows}</dd>
            ))}
          </div>
        ))}
    </dl>
  );
}
