// A file or link of a session: what it is, what it is called in each language, for whom it is and from when.
import { useState, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import ChooseFile from "../files/ChooseFile";
import type { StoredFile } from "../files/queries";
import { sizeShown } from "../files/sizes";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing, type Editing } from "../parts/editing";
import { useEvent } from "../shell/event";
import { useNotify } from "../shell/notifications";
import {
  AUDIENCES,
  changesOf,
  emptyForm,
  fieldOf,
  formOf,
  KINDS,
  nameOf,
  newFileOf,
  problemsOf,
  RELEASES,
  type SessionFileForm,
} from "./file-form";
import { useAddSessionFile, useChangeSessionFile, useFetchSessionFile, type SessionFile } from "./queries";
import { useSessionFileTexts } from "./texts";

export interface FileDialogProps {
  readonly sessionId: string;
  /** Null adds one. */
  readonly given: SessionFile | null;
  /** Null for a link. */
  readonly file: StoredFile | null;
  readonly onClose: () => void;
}

export function FileDialog({ sessionId, given, file, onClose }: FileDialogProps): ReactNode {
  const t = useSessionFileTexts();
  const locale = useLocale();
  const { time_zone: zone } = useEvent();
  const notify = useNotify();
  const add = useAddSessionFile(sessionId);
  const change = useChangeSessionFile(sessionId);
  const editing = useEditing<SessionFileForm, SessionFile>({
    prefix: "session-file",
    entity: given,
    empty: emptyForm(file),
    formOf: (entity) => formOf(entity, zone),
    problemsOf: (form) => new Map([...problemsOf(form)].map(([name, problem]) => [name, t(`wrong.${problem}`)])),
    fieldOf,
    current: useFetchSessionFile(sessionId),
    write: (form, changed, over) =>
      over === null
        ? add.mutateAsync(newFileOf(form, zone))
        : change.mutateAsync({ over, changes: changesOf(form, changed, zone) }),
    onSaved: (saved) => {
      notify(t("saved", { name: nameOf(saved, locale) }));
      onClose();
    },
  });
  const addWords = t(file === null ? "add.link" : "add.file");
  const labels = useLabels();
  return (
    <EntityPanel
      title={given === null ? addWords : nameOf(given, locale)}
      editing={editing}
      {...(given === null ? { submit: addWords } : {})}
      labelOf={(name) => labels[name]}
      shownOf={(said, name) => shownOf(said, name, t)}
      onClose={onClose}
    >
      <Content editing={editing} />
      <NativeSelect
        id="session-file-kind"
        label={t("field.kind")}
        required
        options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={editing.form.kind}
        error={editing.errors.get("kind")}
        onChange={(value) => editing.change({ kind: KINDS.find((each) => each === value) ?? "other" })}
      />
      <Titles editing={editing} />
      <Audience editing={editing} />
      <Release editing={editing} zone={zone} />
    </EntityPanel>
  );
}

type Translated = ReturnType<typeof useSessionFileTexts>;

function useLabels(): Readonly<Record<keyof SessionFileForm, string>> {
  const t = useSessionFileTexts();
  return {
    kind: t("field.kind"),
    file: t("field.file"),
    url: t("field.url"),
    titles: t("field.title"),
    audience: t("field.audience"),
    release: t("field.release"),
    releaseAt: t("field.releaseAt"),
  };
}

function shownOf(form: SessionFileForm, name: keyof SessionFileForm, t: Translated): string {
  if (name === "kind") return t(`kind.${form.kind}`);
  if (name === "audience") return t(`for.${form.audience}`);
  if (name === "release") return t(`release.${form.release}`);
  if (name === "file") return form.file?.name ?? "";
  return name === "titles" ? Object.values(form.titles).join(" · ") : form[name];
}

interface PartProps {
  readonly editing: Editing<SessionFileForm, SessionFile>;
}

function Content({ editing: { form, errors, change } }: PartProps): ReactNode {
  const t = useSessionFileTexts();
  const locale = useLocale();
  const [isChoosing, setChoosing] = useState(false);
  if (form.file === null)
    return (
      <Field
        id="session-file-url"
        label={t("field.url")}
        hint={t("field.urlHint")}
        type="url"
        required
        value={form.url}
        error={errors.get("url")}
        onChange={(url) => change({ url })}
      />
    );
  return (
    <div className="stack stack--tight">
      <p>
        <bdi>{form.file.name}</bdi> <span className="muted small number">{sizeShown(form.file.bytes, locale)}</span>
      </p>
      {errors.has("file") && <p className="field__error">{errors.get("file")}</p>}
      <div>
        <Button kind="quiet" size="small" onPress={() => setChoosing(true)}>
          {t("field.replace")}
        </Button>
      </div>
      {isChoosing && (
        <ChooseFile
          title={t("field.replace")}
          onChosen={(file) => {
            setChoosing(false);
            change({ file });
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

/** One title for each language of the event. */
function Titles({ editing: { form, errors, change } }: PartProps): ReactNode {
  const t = useSessionFileTexts();
  const { language, translations } = useEvent();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const tags = [...new Set([language, ...Object.keys(translations), ...Object.keys(form.titles)])];
  const isOnly = tags.length === 1;
  return tags.map((tag, place) => (
    <Field
      key={tag}
      id={place === 0 ? "session-file-titles" : `session-file-title-${tag}`}
      label={isOnly ? t("field.title") : t("field.titleIn", { language: names.of(tag) ?? tag })}
      maxLength={200}
      {...(form.file === null ? { required: place === 0 } : { hint: place === 0 ? t("field.titleHint") : undefined })}
      value={form.titles[tag] ?? ""}
      error={place === 0 ? errors.get("titles") : undefined}
      onChange={(text) => change({ titles: { ...form.titles, [tag]: text } })}
    />
  ));
}

function Audience({ editing: { form, errors, change } }: PartProps): ReactNode {
  const t = useSessionFileTexts();
  return (
    <RadioGroup
      id="session-file-audience"
      label={t("field.audience")}
      required
      look="cards"
      value={form.audience}
      options={AUDIENCES.map((value) => ({ value, label: t(`for.${value}`), hint: t(`for.${value}Hint`) }))}
      onChange={(value) => change({ audience: AUDIENCES.find((each) => each === value) ?? "holders" })}
      error={errors.get("audience")}
    />
  );
}

function Release({ editing: { form, errors, change }, zone }: PartProps & { readonly zone: string }): ReactNode {
  const t = useSessionFileTexts();
  return (
    <>
      <NativeSelect
        id="session-file-release"
        label={t("field.release")}
        required
        options={RELEASES.map((value) => ({ value, label: t(`release.${value}`) }))}
        value={form.release}
        error={errors.get("release")}
        onChange={(value) => change({ release: RELEASES.find((each) => each === value) ?? "at_once" })}
      />
      {form.release === "moment" && (
        <>
          <Field
            id="session-file-releaseAt"
            label={t("field.releaseAt")}
            type="datetime-local"
            required
            value={form.releaseAt}
            error={errors.get("releaseAt")}
            onChange={(releaseAt) => change({ releaseAt })}
          />
          <p className="muted small">{t("zone", { zone })}</p>
        </>
      )}
    </>
  );
}
