// The texts of a ticket type in further languages; what is left empty falls back to the event's own.
import type { ReactNode } from "react";
import { languageOf, LANGUAGES } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { useEvent } from "../shell/event";
import { useTicketTexts } from "./texts";
import type { TypeForm, Words } from "./type-form";

export interface TypeTranslationsProps {
  readonly form: TypeForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<TypeForm>) => void;
}

const NOTHING: Words = { name: "", description: "", benefits: "" };

export function TypeTranslations({ form, errors, change }: TypeTranslationsProps): ReactNode {
  const t = useTicketTexts();
  const display = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const nameOf = (language: string): string => display.of(language) ?? language;
  const own = languageOf(useEvent().language);
  const said = Object.entries(form.translations);
  const left = LANGUAGES.filter((language) => language !== own && !(language in form.translations));
  const set = (language: string, words: Words): void =>
    change({ translations: { ...form.translations, [language]: words } });
  const remove = (language: string): void =>
    change({ translations: Object.fromEntries(said.filter(([each]) => each !== language)) });
  return (
    <fieldset className="type-editor__part" id="type-translations">
      <legend className="type-editor__legend">{t("part.languages")}</legend>
      <p className="muted small">{t("languages.text", { language: nameOf(own) })}</p>
      {errors.has("translations") && <p className="field__error">{errors.get("translations")}</p>}
      {said.map(([language, words]) => (
        <fieldset key={language} className="type-editor__language">
          <legend className="field__label">{nameOf(language)}</legend>
          {(["name", "description", "benefits"] as const).map((name) => (
            <Field
              key={name}
              label={t(`field.${name}`)}
              {...(name === "name" ? {} : { rows: 2 })}
              maxLength={name === "name" ? 120 : 2000}
              value={words[name]}
              onChange={(value) => set(language, { ...words, [name]: value })}
            />
          ))}
          <Button kind="bare" size="small" onPress={() => remove(language)}>
            {t("languages.remove", { language: nameOf(language) })}
          </Button>
        </fieldset>
      ))}
      {left.length > 0 && (
        <div className="row">
          {left.map((language) => (
            <Button key={language} kind="quiet" size="small" onPress={() => set(language, NOTHING)}>
              + {nameOf(language)}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
