// A sponsor beside the list: who it is, what the page shows of it, and whom to write to.
import { useState, type ReactNode } from "react";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { PictureField } from "../files/PictureField";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { RemoveDialog } from "../parts/RemoveDialog";
import { SelfServiceLinks } from "../parts/SelfServiceLinks";
import { useNotify } from "../shell/notifications";
import {
  useDeleteSponsor,
  useFetchSponsor,
  useMakeSponsorLink,
  useSaveSponsor,
  type Level,
  type Sponsor,
} from "./queries";
import {
  EMPTY_SPONSOR,
  sponsorBodyOf,
  sponsorFieldOf,
  sponsorFormOf,
  type SponsorField,
  type SponsorForm,
} from "./sponsor-form";
import { useSponsorTexts } from "./texts";

const WITHOUT = "none";

export interface SponsorPanelProps {
  /** Null makes one. */
  readonly sponsor: Sponsor | null;
  readonly levels: readonly Level[];
  readonly editable: boolean;
  readonly onClose: () => void;
}

export function SponsorPanel({ sponsor, levels, editable, onClose }: SponsorPanelProps): ReactNode {
  const t = useSponsorTexts();
  const notify = useNotify();
  const save = useSaveSponsor();
  const remove = useDeleteSponsor();
  const [isRemoving, setRemoving] = useState(false);
  const editing = useEditing<SponsorForm, Sponsor>({
    prefix: "sponsor",
    entity: sponsor,
    empty: { ...EMPTY_SPONSOR, level: levels[0]?.id ?? "" },
    formOf: sponsorFormOf,
    problemsOf: ({ name }) => new Map(name.trim() === "" ? [["name", t("wrong.name")]] : []),
    fieldOf: sponsorFieldOf,
    current: useFetchSponsor(),
    write: (form, changed, over) => {
      const fields = over === null ? (Object.keys(form) as SponsorField[]) : changed;
      return save.mutateAsync({ over, body: sponsorBodyOf(form, fields) });
    },
    onSaved: ({ name }) => {
      notify(t("saved", { name }));
      onClose();
    },
  });
  const shownOf = (form: SponsorForm, name: SponsorField): string => {
    if (name === "level") return levels.find(({ id }) => id === form.level)?.name ?? t("withoutLevel");
    return name === "isPublic" || name === "logo" ? t(form[name] ? "yes" : "no") : form[name];
  };
  return (
    <EntityPanel
      title={sponsor?.name ?? t("new")}
      editing={editing}
      editable={editable}
      {...(sponsor === null ? { submit: t("add") } : {})}
      labelOf={(name) => t(`field.${name}`)}
      shownOf={shownOf}
      onClose={onClose}
      onDelete={() => setRemoving(true)}
    >
      <Fields form={editing.form} errors={editing.errors} change={editing.change} levels={levels} editable={editable} />
      {sponsor !== null && editable && <Links sponsor={sponsor} />}
      {isRemoving && sponsor !== null && (
        <RemoveDialog
          title={t("deleteTitle", { name: sponsor.name })}
          text={t("deleteText")}
          what={sponsor}
          remove={remove}
          onDone={t("deleted", { name: sponsor.name })}
          onClose={() => setRemoving(false)}
          onRemoved={onClose}
        />
      )}
    </EntityPanel>
  );
}

interface FieldsProps {
  readonly form: SponsorForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<SponsorForm>) => void;
  readonly levels: readonly Level[];
  readonly editable: boolean;
}

type TextName = "name" | "url" | "description" | "contactName" | "contactEmail";

function Fields({ form, errors, change, levels, editable }: FieldsProps): ReactNode {
  const t = useSponsorTexts();
  const text = (name: TextName) => ({
    id: `sponsor-${name}`,
    label: t(`field.${name}`),
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors.get(name),
    disabled: !editable,
  });
  return (
    <>
      <Field required {...text("name")} />
      <NativeSelect
        id="sponsor-level"
        label={t("field.level")}
        required
        disabled={!editable}
        value={form.level || WITHOUT}
        options={[
          ...levels.map(({ id, name }) => ({ value: id, label: name })),
          { value: WITHOUT, label: t("withoutLevel") },
        ]}
        onChange={(chosen) => change({ level: chosen === WITHOUT ? "" : chosen })}
        error={errors.get("level")}
      />
      <PictureField
        id="sponsor-logo"
        label={t("field.logo")}
        hint={t("field.logoHint")}
        shape="logo"
        disabled={!editable}
        value={form.logo}
        onChange={(logo) => change({ logo })}
        error={errors.get("logo")}
      />
      <Field type="url" maxLength={2000} placeholder="https://" {...text("url")} />
      <Field rows={4} maxLength={20_000} {...text("description")} />
      <Checkbox checked={form.isPublic} disabled={!editable} onChange={(isPublic) => change({ isPublic })}>
        {t("field.isPublic")}
      </Checkbox>
      <div className="pair">
        <Field hint={t("field.contactHint")} {...text("contactName")} />
        <Field type="email" maxLength={254} hint={t("field.contactHint")} {...text("contactEmail")} />
      </div>
    </>
  );
}

function Links({ sponsor }: { readonly sponsor: Sponsor }): ReactNode {
  const t = useSponsorTexts();
  const make = useMakeSponsorLink(sponsor.id);
  return (
    <SelfServiceLinks lead={t("links.lead")} isTheirs={({ sponsor_id }) => sponsor_id === sponsor.id} make={make} />
  );
}
