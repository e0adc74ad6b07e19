// What the columns of a table mean.
import { useEffect, type ReactNode } from "react";
import { LANGUAGES } from "../../../lib/language";
import type { Question } from "../../../lib/forms/definition";
import { Checkbox } from "../../../ui/Checkbox";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useTicketTypes } from "../events/queries";
import { useOrderTags } from "../orders/queries";
import { useQuestions } from "../orders/useQuestions";
import { useEditing, type Editing } from "../parts/editing";
import { EntityForm } from "../parts/EntityForm";
import { useEvent } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { columnLabel, fieldOf, formOf, mappingOf, problemsOf, type ColumnName, type MappingForm } from "./mapping-form";
import { useFetchImport, useSetMapping, type Import } from "./queries";
import { useImportTexts } from "./texts";

const PREFIX = "mapping";
/** Questions that no cell answers. */
const UNASKED: readonly string[] = ["file", "heading", "address"];

export interface MappingFieldsProps {
  readonly found: Import;
  readonly onEdited: (isEdited: boolean) => void;
  readonly onSaved: (saved: Import) => void;
}

export function MappingFields({ found, onEdited, onSaved }: MappingFieldsProps): ReactNode {
  const t = useImportTexts();
  const fetchImport = useFetchImport();
  const setMapping = useSetMapping();
  const questions = useQuestions(found.event_id).filter(({ type }) => !UNASKED.includes(type));
  const editing = useEditing<MappingForm, Import>({
    entity: found,
    empty: formOf(found),
    formOf,
    prefix: PREFIX,
    problemsOf: (form) => new Map(problemsOf(form).map((name) => [name, t(`wrong.${name}`)])),
    fieldOf,
    // Looking through makes another version of the same mapping: that is no change of somebody else.
    write: (form, _changed, over) => {
      const base = over === null || JSON.stringify(over.mapping) === JSON.stringify(found.mapping) ? found : over;
      return setMapping(base, mappingOf(form, base));
    },
    current: ({ id }) => fetchImport(id),
    onSaved,
  });
  const isEdited = editing.changed.length > 0;
  useEffect(() => onEdited(isEdited), [onEdited, isEdited]);
  return (
    <EntityForm
      editing={editing}
      submit={t("saveColumns")}
      labelOf={(name) => t(`field.${name}`)}
      shownOf={(form, name) => shown(form, name, found)}
    >
      <People found={found} editing={editing} />
      <Tickets found={found} editing={editing} />
      {questions.length > 0 && <Answers found={found} editing={editing} questions={questions} />}
      <More found={found} editing={editing} />
      <Checkbox checked={editing.form.sendsMail} onChange={(sendsMail) => editing.change({ sendsMail })}>
        {t("field.sendsMail")}
      </Checkbox>
    </EntityForm>
  );
}

interface PartProps {
  readonly found: Import;
  readonly editing: Editing<MappingForm, Import>;
}

function People(props: PartProps): ReactNode {
  const t = useImportTexts();
  return (
    <fieldset className="stack">
      <legend className="form-part">{t("part.people")}</legend>
      <div className="pair">
        <Column {...props} name="first_name" />
        <Column {...props} name="last_name" />
      </div>
      <div className="pair">
        <Column {...props} name="name" hint={t("hint.name")} />
        <Column {...props} name="email" hint={t("hint.email")} required />
      </div>
    </fieldset>
  );
}

function Tickets({ found, editing }: PartProps): ReactNode {
  const t = useImportTexts();
  const types = useTicketTypes(found.event_id).data?.filter(({ state }) => state !== "archived") ?? [];
  return (
    <fieldset className="stack">
      <legend className="form-part">{t("part.tickets")}</legend>
      <div className="pair">
        <Column found={found} editing={editing} name="ticket_type" hint={t("hint.ticket_type")} />
        <NativeSelect
          id={`${PREFIX}-ticketTypeId`}
          label={t("field.ticketTypeId")}
          hint={t("hint.ticketTypeId")}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={editing.form.ticketTypeId}
          onChange={(ticketTypeId) => editing.change({ ticketTypeId })}
          {...errorOf(editing, "ticketTypeId")}
        />
      </div>
      <div className="pair">
        <Column found={found} editing={editing} name="group" hint={t("hint.group")} />
        <Column found={found} editing={editing} name="key" hint={t("hint.key")} />
      </div>
    </fieldset>
  );
}

function Answers({ found, editing, questions }: PartProps & { readonly questions: readonly Question[] }): ReactNode {
  const t = useImportTexts();
  const { answers, needsAnswers } = editing.form;
  return (
    <fieldset className="stack">
      <legend className="form-part">{t("field.answers")}</legend>
      {questions.map(({ key, label, required = false }) => (
        <NativeSelect
          key={key}
          id={`${PREFIX}-answer-${key}`}
          label={label ?? key}
          required={required && needsAnswers}
          options={columnsOf(found)}
          value={answers[key] ?? ""}
          onChange={(column) => editing.change({ answers: { ...answers, [key]: column } })}
        />
      ))}
      <Checkbox checked={needsAnswers} onChange={(needed) => editing.change({ needsAnswers: needed })}>
        {t("field.needsAnswers")}
      </Checkbox>
    </fieldset>
  );
}

function More({ found, editing }: PartProps): ReactNode {
  const t = useImportTexts();
  const names = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  const { may } = useOrganization();
  const language = useEvent().language;
  const known = [...new Set([...LANGUAGES, editing.form.locale, language])].filter((each) => each !== "");
  return (
    <fieldset className="stack">
      <legend className="form-part">{t("part.more")}</legend>
      <div className="pair">
        <Column found={found} editing={editing} name="language" />
        <NativeSelect
          id={`${PREFIX}-locale`}
          label={t("field.locale")}
          required
          options={known.map((value) => ({ value, label: names.of(value) ?? value }))}
          value={editing.form.locale}
          onChange={(locale) => editing.change({ locale })}
          {...errorOf(editing, "locale")}
        />
      </div>
      {may("order-notes.write") && <Tags found={found} editing={editing} />}
    </fieldset>
  );
}

function Tags({ found, editing }: PartProps): ReactNode {
  const t = useImportTexts();
  const tags = useOrderTags().data ?? [];
  return (
    <div className="pair">
      <Column found={found} editing={editing} name="tags" hint={t("hint.tags")} />
      <NativeSelect
        id={`${PREFIX}-tagId`}
        label={t("field.tagId")}
        hint={t("hint.tagId")}
        options={tags.map(({ id, name }) => ({ value: id, label: name }))}
        value={editing.form.tagId}
        onChange={(tagId) => editing.change({ tagId })}
        {...errorOf(editing, "tagId")}
      />
    </div>
  );
}

interface ColumnProps extends PartProps {
  readonly name: ColumnName;
  readonly hint?: string;
  readonly required?: boolean;
}

/** Which column means something. */
function Column({ found, editing, name, hint, required = false }: ColumnProps): ReactNode {
  const t = useImportTexts();
  return (
    <NativeSelect
      id={`${PREFIX}-${name}`}
      label={t(`field.${name}`)}
      required={required}
      options={columnsOf(found)}
      value={editing.form[name]}
      onChange={(column) => editing.change({ [name]: column })}
      {...(hint === undefined ? {} : { hint })}
      {...errorOf(editing, name)}
    />
  );
}

function errorOf({ errors }: Editing<MappingForm, Import>, name: string): { error?: string } {
  const error = errors.get(name);
  return error === undefined ? {} : { error };
}

function columnsOf({ columns }: Import): { value: string; label: string }[] {
  return columns.map((_, column) => ({ value: String(column), label: columnLabel(columns, column) }));
}

/** A choice as both sides of a conflict say it. */
function shown(form: MappingForm, name: keyof MappingForm, { columns }: Import): string {
  const value = form[name];
  if (typeof value === "object")
    return Object.entries(value)
      .map((each) => each.join(": "))
      .join(", ");
  return typeof value === "string" && /^\d+$/.test(value) ? columnLabel(columns, Number(value)) : String(value);
}
