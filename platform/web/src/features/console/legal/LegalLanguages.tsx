// A text in each of its languages: the words themselves, or the address of a page that has them.
import type { ReactNode } from "react";
import { LANGUAGES } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { RadioGroup } from "../../../ui/RadioGroup";
import { RichTextField } from "../rich-text/RichTextField";
import { NOTHING, type LegalForm, type Written } from "./legal-form";
import { useLanguageName, useLegalTexts } from "./texts";

const LONGEST_ADDRESS = 500;
const PLACES = ["here", "elsewhere"] as const;

export interface LegalLanguagesProps {
  readonly form: LegalForm;
  /** The organization's own language: readers of no other get it. */
  readonly own: string;
  readonly errors: ReadonlyMap<string, string>;
  readonly editable: boolean;
  readonly change: (changes: LegalForm) => void;
}

export function LegalLanguages({ form, own, errors, editable, change }: LegalLanguagesProps): ReactNode {
  const t = useLegalTexts();
  const nameOf = useLanguageName();
  const said = Object.entries(form.texts);
  const left = [...new Set([own, ...LANGUAGES])].filter((language) => !(language in form.texts));
  const set = (language: string, changes: Partial<Written>): void =>
    change({ texts: { ...form.texts, [language]: { ...(form.texts[language] ?? NOTHING), ...changes } } });
  const remove = (language: string): void =>
    change({ texts: Object.fromEntries(said.filter(([each]) => each !== language)) });
  return (
    <>
      {said.map(([language, written]) => (
        <OneLanguage
          key={language}
          language={language}
          written={written}
          error={errors.get(language)}
          editable={editable}
          onChange={(changes) => set(language, changes)}
          {...(editable && said.length > 1 ? { onRemove: () => remove(language) } : {})}
        />
      ))}
      {editable && left.length > 0 && (
        <div id="legal-add" tabIndex={-1} className="stack stack--tight">
          <p className="muted small">{t("language.add", { language: nameOf(own) })}</p>
          <div className="row">
            {left.map((language) => (
              <Button key={language} kind="quiet" size="small" onPress={() => set(language, {})}>
                + {nameOf(language)}
              </Button>
            ))}
          </div>
        </div>
      )}
    </>
  );
}

interface OneLanguageProps {
  readonly language: string;
  readonly written: Written;
  readonly error: string | undefined;
  readonly editable: boolean;
  readonly onChange: (changes: Partial<Written>) => void;
  readonly onRemove?: () => void;
}

function OneLanguage({ language, written, error, editable, onChange, onRemove }: OneLanguageProps): ReactNode {
  const t = useLegalTexts();
  const name = useLanguageName()(language);
  const common = { id: `legal-${language}`, error, disabled: !editable };
  return (
    <fieldset className="legal-language">
      <legend className="form-part">{name}</legend>
      <RadioGroup
        label={t("where")}
        value={written.where}
        disabled={!editable}
        options={PLACES.map((value) => ({ value, label: t(`where.${value}`) }))}
        onChange={(where) => onChange({ where: where === "elsewhere" ? "elsewhere" : "here" })}
      />
      {written.where === "here" ? (
        <RichTextField
          {...common}
          label={t("words")}
          required
          language={language}
          value={written.html}
          onChange={(html) => onChange({ html })}
        />
      ) : (
        <Field
          {...common}
          label={t("address")}
          hint={t("address.hint")}
          required
          type="url"
          maxLength={LONGEST_ADDRESS}
          placeholder="https://"
          value={written.url}
          onChange={(url) => onChange({ url })}
        />
      )}
      {onRemove !== undefined && (
        <Button kind="bare" size="small" onPress={onRemove}>
          {t("language.remove", { language: name })}
        </Button>
      )}
    </fieldset>
  );
}
