// What an event is called and what it is about, in each of its languages; its own stands in where one says nothing.
import { useState, type ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { directionOf, LANGUAGES } from "../../../lib/language";
import { Button } from "../../../ui/Button";
import { classNames } from "../../../ui/class-names";
import { Field } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RichTextField } from "../rich-text/RichTextField";
import { wordsOf } from "../rich-text/html";
import { useNotify } from "../shell/notifications";
import { languagesIn, TEXTS, textKey, type DetailsForm, type TextName } from "./event-details";
import { useEventTexts } from "./texts";

const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 500;
/** Of what stands in, as much as one needs to recognize it. */
const SHOWN = 90;

export interface EventTextsProps {
  readonly form: DetailsForm;
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (changes: Partial<DetailsForm>) => void;
  readonly editable: boolean;
}

export function EventTexts(props: EventTextsProps): ReactNode {
  const { form, errors, editable } = props;
  const t = useEventTexts();
  const notify = useNotify();
  const display = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const nameOf = (language: string): string => display.of(language) ?? language;
  const [opened, setOpened] = useState<readonly string[]>(() => languagesIn(form));
  const [shown, setShown] = useState(form.language);
  const others = [...new Set([...opened, ...languagesIn(form)])].filter((each) => each !== form.language);
  const all = [form.language, ...others];
  const left = LANGUAGES.filter((language) => !all.includes(language));
  const open = (language: string): void => {
    if (language === "") return;
    setOpened([...others, language]);
    setShown(language);
  };
  const close = (language: string): void => {
    const said = Object.fromEntries(
      TEXTS.map((name) => [textKey(language, name), form[textKey(language, name)] ?? ""]),
    );
    setOpened(others.filter((each) => each !== language));
    setShown(form.language);
    props.change(Object.fromEntries(Object.keys(said).map((key) => [key, ""])));
    notify({
      text: t("texts.removed", { language: nameOf(language) }),
      action: { label: t("undo"), onPress: () => props.change(said) },
    });
  };
  const current = all.includes(shown) ? shown : form.language;
  return (
    <fieldset className="editor__part event-texts">
      <legend className="editor__legend">{t("texts.title")}</legend>
      <div className="event-texts__languages">
        <Tabs selectedKey={current} onSelectionChange={(key) => setShown(String(key))}>
          <TabList aria-label={t("texts.languages")} className="event-texts__tabs">
            {all.map((language) => (
              <Tab key={language} id={language} className="event-texts__tab">
                {nameOf(language)}
                <Marks
                  form={form}
                  language={language}
                  isOnly={all.length === 1}
                  isWrong={isWrongIn(errors, form, language)}
                />
              </Tab>
            ))}
          </TabList>
          {all.map((language) => (
            <TabPanel key={language} id={language} className="event-texts__panel">
              {language === form.language ? (
                <OwnTexts {...props} nameOf={nameOf} taken={others} onLanguage={setShown} />
              ) : (
                <TranslatedTexts {...props} language={language} nameOf={nameOf} onRemove={() => close(language)} />
              )}
            </TabPanel>
          ))}
        </Tabs>
        {editable && left.length > 0 && (
          <NativeSelect
            id="details-newLanguage"
            label={t("texts.add")}
            required
            value=""
            options={left.map((value) => ({ value, label: nameOf(value) }))}
            onChange={open}
          />
        )}
      </div>
    </fieldset>
  );
}

function isWrongIn(errors: ReadonlyMap<string, string>, form: DetailsForm, language: string): boolean {
  return TEXTS.some((name) => errors.has(language === form.language ? name : textKey(language, name)));
}

interface MarksProps {
  readonly form: DetailsForm;
  readonly language: string;
  readonly isOnly: boolean;
  readonly isWrong: boolean;
}

/** That it is the event's own language, what is missing in it, and whether anything in it is wrong. */
function Marks({ form, language, isOnly, isWrong }: MarksProps): ReactNode {
  const t = useEventTexts();
  const isOwn = language === form.language;
  const missing = isOwn ? 0 : missingIn(form, language).length;
  return (
    <>
      {isOwn && !isOnly && <span className="event-texts__mark">{t("texts.own")}</span>}
      {missing > 0 && (
        <span className="event-texts__mark event-texts__mark--missing">{t("texts.missing", { count: missing })}</span>
      )}
      {isWrong && (
        <span className="event-texts__mark event-texts__mark--missing">
          <Icon name="warning" /> {t("texts.wrong")}
        </span>
      )}
    </>
  );
}

/** What the event says in its own language and not in this one. */
function missingIn(form: DetailsForm, language: string): readonly TextName[] {
  return TEXTS.filter((name) => form[name] !== "" && (form[textKey(language, name)] ?? "") === "");
}

interface OwnTextsProps extends EventTextsProps {
  readonly nameOf: (language: string) => string;
  /** Languages that the event has texts in besides its own. */
  readonly taken: readonly string[];
  readonly onLanguage: (language: string) => void;
}

function OwnTexts({ form, errors, change, editable, nameOf, taken, onLanguage }: OwnTextsProps): ReactNode {
  const t = useEventTexts();
  const choices = [...new Set<string>([form.language, ...LANGUAGES])].filter((each) => !taken.includes(each));
  return (
    <>
      <NativeSelect
        id="details-language"
        label={t("field.language")}
        hint={t("field.languageHint")}
        required
        disabled={!editable}
        value={form.language}
        options={choices.map((value) => ({ value, label: nameOf(value) }))}
        onChange={(language) => {
          if (language === "") return;
          change({ language });
          onLanguage(language);
        }}
        error={errors.get("language")}
      />
      <TextFields
        language={form.language}
        idOf={(name) => `details-${name}`}
        valueOf={(name) => form[name]}
        hintOf={(name) => (name === "summary" ? t("field.summaryHint") : undefined)}
        errorOf={(name) => errors.get(name)}
        onChange={(name, value) => change({ [name]: value })}
        editable={editable}
        isOwn
      />
    </>
  );
}

interface TranslatedTextsProps extends EventTextsProps {
  readonly language: string;
  readonly nameOf: (language: string) => string;
  readonly onRemove: () => void;
}

function TranslatedTexts(props: TranslatedTextsProps): ReactNode {
  const { form, errors, change, editable, language, nameOf, onRemove } = props;
  const t = useEventTexts();
  const standsIn = (name: TextName): string | undefined => {
    if (!missingIn(form, language).includes(name)) return undefined;
    const words = wordsOf(form[name]);
    const text = words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words;
    return t("texts.standsIn", { language: nameOf(form.language), text });
  };
  return (
    <>
      <TextFields
        language={language}
        idOf={(name) => `details-${textKey(language, name)}`}
        valueOf={(name) => form[textKey(language, name)] ?? ""}
        hintOf={standsIn}
        errorOf={(name) => errors.get(textKey(language, name))}
        onChange={(name, value) => change({ [textKey(language, name)]: value })}
        editable={editable}
      />
      {editable && (
        <div className="row">
          <Button kind="quiet" size="small" onPress={onRemove}>
            {t("texts.remove", { language: nameOf(language) })}
          </Button>
        </div>
      )}
    </>
  );
}

interface TextFieldsProps {
  readonly language: string;
  readonly idOf: (name: TextName) => string;
  readonly valueOf: (name: TextName) => string;
  readonly hintOf: (name: TextName) => string | undefined;
  readonly errorOf: (name: TextName) => string | undefined;
  readonly onChange: (name: TextName, value: string) => void;
  readonly editable: boolean;
  readonly isOwn?: boolean;
}

function TextFields(props: TextFieldsProps): ReactNode {
  const { language, idOf, valueOf, hintOf, errorOf, onChange, editable, isOwn = false } = props;
  const t = useEventTexts();
  const field = (name: TextName) => {
    const hint = hintOf(name);
    return {
      id: idOf(name),
      label: t(`field.${name}`),
      value: valueOf(name),
      error: errorOf(name),
      disabled: !editable,
      onChange: (value: string) => onChange(name, value),
      ...(hint === undefined ? {} : { hint }),
    };
  };
  return (
    <>
      <div className={classNames("event-texts__words", `event-texts__words--${directionOf(language)}`)}>
        <Field {...field("title")} required={isOwn} maxLength={LONGEST_TITLE} />
        <Field {...field("summary")} rows={3} maxLength={LONGEST_SUMMARY} />
      </div>
      <RichTextField {...field("description")} language={language} />
    </>
  );
}
