// The fields of a speaker: who it is, a picture, a biography and links.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { PictureField } from "../files/PictureField";
import type { SpeakerForm, SpeakerLink } from "./speaker-form";
import { useProgrammeTexts } from "./texts";

export interface SpeakerFieldsProps {
  readonly form: SpeakerForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly editable: boolean;
  readonly change: (changes: Partial<SpeakerForm>) => void;
}

type TextName = Exclude<keyof SpeakerForm, "links" | "photo">;

export function SpeakerFields(props: SpeakerFieldsProps): ReactNode {
  const { form, errors, editable, change } = props;
  const t = useProgrammeTexts();
  const text = (name: TextName) => ({
    id: `speaker-${name}`,
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors.get(name),
    disabled: !editable,
  });
  return (
    <>
      <Field label={t("speaker.name")} required {...text("name")} />
      <div className="session-editor__pair">
        <Field label={t("speaker.position")} {...text("position")} />
        <Field label={t("speaker.company")} {...text("company")} />
      </div>
      <Field label={t("speaker.email")} hint={t("speaker.emailHint")} type="email" maxLength={254} {...text("email")} />
      <Field
        label={t("speaker.biography")}
        hint={t("field.abstractHint")}
        rows={6}
        maxLength={20000}
        {...text("biography")}
      />
      <PictureField
        id="speaker-photo"
        label={t("speaker.photo")}
        shape="face"
        disabled={!editable}
        value={form.photo}
        onChange={(photo) => change({ photo })}
        error={errors.get("photo")}
      />
      <Links {...props} />
    </>
  );
}

function Links({ form, errors, editable, change }: SpeakerFieldsProps): ReactNode {
  const t = useProgrammeTexts();
  const { links } = form;
  const set = (place: number, said: Partial<SpeakerLink>): void =>
    change({ links: links.map((link, index) => (index === place ? { ...link, ...said } : link)) });
  return (
    <fieldset className="session-editor__part">
      <legend id="speaker-links" tabIndex={-1} className="session-editor__legend">
        {t("speaker.links")}
      </legend>
      {links.map((link, place) => (
        // Links have no name of their own: their place is what they are known by.
        <div key={place} className="speaker-link">
          <Field
            label={t("speaker.linkTitle", { number: place + 1 })}
            maxLength={500}
            disabled={!editable}
            value={link.title}
            onChange={(title) => set(place, { title })}
          />
          <Field
            label={t("speaker.linkAddress", { number: place + 1 })}
            type="url"
            maxLength={2000}
            required
            disabled={!editable}
            value={link.href}
            onChange={(href) => set(place, { href })}
          />
          {editable && (
            <button
              type="button"
              className="icon-button"
              aria-label={t("speaker.linkRemove", { number: place + 1 })}
              onClick={() => change({ links: links.filter((_, index) => index !== place) })}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      ))}
      {errors.has("links") && <p className="field__error">{errors.get("links")}</p>}
      {editable && (
        <Button kind="quiet" size="small" onPress={() => change({ links: [...links, { title: "", href: "" }] })}>
          {t("speaker.linkAdd")}
        </Button>
      )}
    </fieldset>
  );
}
