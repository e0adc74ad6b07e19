// Makes an operator token: a name, a few of the person's rights, and for how many hours.
import type { ReactNode } from "react";
import { answerOf, type Schemas } from "../../../api/client";
import { CheckboxGroup } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { useEditing } from "../parts/editing";
import { EntityPanel } from "../parts/EntityForm";
import { useApi } from "../session/api";
import { useOperator, type PlatformPermission } from "../shell/operator";
import { TOKEN_PERMISSIONS } from "./token-permissions";
import { usePlatformTexts } from "./texts";

type Issued = Schemas["OperatorsIssuedOperatorToken"];

interface Form {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly hours: string;
}

const EMPTY: Form = { name: "", scopes: [], hours: "8" };
const LONGEST_HOURS = 24;
const FIELDS = ["name", "scopes", "hours"] as const;

export interface NewTokenProps {
  readonly onMade: (made: Issued) => void;
  readonly onClose: () => void;
}

export function NewToken({ onMade, onClose }: NewTokenProps): ReactNode {
  const t = usePlatformTexts();
  const api = useApi();
  const { permissions } = useOperator();
  const sayOf = usePermissionWords();
  const editing = useEditing<Form, Issued>({
    prefix: "token",
    entity: null,
    empty: EMPTY,
    formOf: () => EMPTY,
    problemsOf: ({ name, scopes, hours }) => {
      const found = new Map<string, string>();
      if (name.trim() === "") found.set("name", t("tokens.nameMissing"));
      if (scopes.length === 0) found.set("scopes", t("tokens.scopesMissing"));
      const number = Number(hours);
      if (!Number.isInteger(number) || number < 1 || number > LONGEST_HOURS) found.set("hours", t("tokens.hoursWrong"));
      return found;
    },
    fieldOf: (pointer) => FIELDS.find((name) => pointer.startsWith(`/${name}`)) ?? null,
    write: ({ name, scopes, hours }) =>
      answerOf(
        api.POST("/api/v1/platform/tokens", {
          body: { name: name.trim(), scopes: [...scopes], hours: Number(hours) },
        }),
      ),
    current: (over) => Promise.resolve(over),
    onSaved: onMade,
  });
  const { form, change, errors } = editing;
  return (
    <EntityPanel
      title={t("tokens.new")}
      editing={editing}
      submit={t("tokens.make")}
      labelOf={() => null}
      onClose={onClose}
    >
      <Field
        id="token-name"
        label={t("tokens.name")}
        hint={t("tokens.nameHint")}
        required
        value={form.name}
        error={errors.get("name")}
        onChange={(name) => change({ name })}
      />
      <Field
        id="token-hours"
        label={t("tokens.hours")}
        type="number"
        required
        value={form.hours}
        error={errors.get("hours")}
        onChange={(hours) => change({ hours })}
      />
      <CheckboxGroup
        id="token-scopes"
        label={t("tokens.scopes")}
        required
        options={permissions
          .filter((each) => !each.is_personal)
          .map((each) => ({ value: each.key, label: sayOf(each), hint: each.key }))}
        values={form.scopes}
        error={errors.get("scopes")}
        onChange={(scopes) => change({ scopes })}
      />
    </EntityPanel>
  );
}

/** A permission in the person's language; one that is new here, as the API says it. */
function usePermissionWords(): (permission: PlatformPermission) => string {
  const t = usePlatformTexts();
  return ({ key, says }) => {
    const known = TOKEN_PERMISSIONS.find((each) => each === key);
    return known === undefined ? says : t(`permission.${known}`);
  };
}
