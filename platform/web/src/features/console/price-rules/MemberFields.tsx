// Who is entitled to a member price: whoever is on a list, in a group, or bought tickets before.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useEvents } from "../events/queries";
import { useMemberLists } from "../member-lists/queries";
import type { Editing } from "../parts/editing";
import { useSeriesList } from "../series/queries";
import { useOrganization } from "../shell/organizations";
import { organizationPath } from "../shell/places";
import type { PriceRule } from "./queries";
import { seriesChoice, type By, type RuleForm } from "./rule-form";
import { usePriceTexts } from "./texts";

const WAYS: readonly By[] = ["list", "group", "purchase"];
const LONGEST_GROUP = 200;

export function MemberFields({ editing }: { readonly editing: Editing<RuleForm, PriceRule> }): ReactNode {
  const { form, change, errors } = editing;
  const t = usePriceTexts();
  return (
    <>
      <RadioGroup
        id="rule-by"
        label={t("field.by")}
        value={form.by}
        options={WAYS.map((by) => ({ value: by, label: t(`by.${by}`) }))}
        onChange={(by) => change({ by: by as By })}
      />
      {form.by === "list" && <ListField editing={editing} />}
      {form.by === "group" && (
        <Field
          id="rule-group"
          label={t("field.group")}
          hint={t("field.groupHint")}
          required
          maxLength={LONGEST_GROUP}
          value={form.group}
          error={errors.get("group")}
          onChange={(group) => change({ group })}
        />
      )}
      {form.by === "purchase" && <BoughtField editing={editing} />}
    </>
  );
}

function ListField({ editing }: { readonly editing: Editing<RuleForm, PriceRule> }): ReactNode {
  const { form, change, errors } = editing;
  const t = usePriceTexts();
  const { slug, may } = useOrganization();
  const lists = useMemberLists().data ?? [];
  return (
    <>
      <NativeSelect
        id="rule-list"
        label={t("field.list")}
        required
        options={lists.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.list}
        error={errors.get("list")}
        onChange={(list) => change({ list })}
      />
      {may("member_lists.read") && (
        <p className="small">
          <Link to={organizationPath(slug, "member-lists")}>{t("lists")}</Link>
        </p>
      )}
    </>
  );
}

function BoughtField({ editing }: { readonly editing: Editing<RuleForm, PriceRule> }): ReactNode {
  const { form, change, errors } = editing;
  const t = usePriceTexts();
  const events = useEvents("all", "").data?.pages.flatMap(({ items }) => items) ?? [];
  const series = useSeriesList().data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <NativeSelect
      id="rule-bought"
      label={t("field.bought")}
      hint={t("field.boughtHint")}
      required
      options={[
        ...series.map(({ id, title }) => ({ value: seriesChoice(id), label: t("series", { name: title }) })),
        ...events.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      value={form.bought}
      error={errors.get("bought")}
      onChange={(bought) => change({ bought })}
    />
  );
}
