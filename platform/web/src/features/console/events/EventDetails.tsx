// The details of an event: saved as a whole, and never over what somebody else saved meanwhile.
import "./events.css";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Field } from "../../../ui/Field";
import { NativeSelect } from "../../../ui/NativeSelect";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useOwnFields, type OwnField } from "../fields/queries";
import { PictureField } from "../files/PictureField";
import { EntityForm } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { ifMatch } from "../session/connection";
import { eventKey, useEvent, type Event } from "../shell/event";
import { EVENT, useEventApi } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import {
  changeOf,
  detailsFieldOf,
  detailsOf,
  wrongNumbersIn,
  type DetailsField,
  type DetailsForm,
} from "./event-details";
import { OwnFields } from "./OwnFields";
import { useVenues } from "./queries";
import { TimeZone } from "./TimeZone";
import { useEventTexts, type EventKey } from "./texts";

const KINDS = ["in_person", "online", "hybrid"] as const;
const VISIBILITIES = ["public", "unlisted", "private"] as const;
const ELSEWHERE = "elsewhere";

export default function EventDetails(): ReactNode {
  const t = useEventTexts();
  const fields = useOwnFields();
  return (
    <Page title={t("details.title")} narrow>
      <Loaded query={fields} rows={6}>
        {(set) => <Editor fields={set.fields} />}
      </Loaded>
    </Page>
  );
}

function Editor({ fields }: { readonly fields: readonly OwnField[] }): ReactNode {
  const t = useEventTexts();
  const notify = useNotify();
  const event = useEvent();
  const editable = useOrganization().may("events.write");
  const shownOf = useShown(fields);
  const { write, fetchCurrent } = useWrite(fields);
  const editing = useEditing<DetailsForm, Event>({
    prefix: "details",
    entity: event,
    empty: detailsOf(event, fields),
    formOf: (from) => detailsOf(from, fields),
    problemsOf: (form) => new Map(wrongNumbersIn(form, fields).map((name) => [name, t("wrong.number")])),
    fieldOf: detailsFieldOf,
    current: fetchCurrent,
    write: (form, changed, over) => write(form, changed, over ?? event),
    onSaved: () => notify(t("details.saved")),
  });
  const { form, errors, change } = editing;
  const text = (name: TextName) => ({
    id: `details-${name}`,
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors.get(name),
    disabled: !editable,
  });
  return (
    <EntityForm
      editing={editing}
      editable={editable}
      labelOf={(name) => (name === "own" ? t("own.title") : t(`field.${name}` as EventKey))}
      shownOf={shownOf}
    >
      <Field label={t("field.title")} required {...text("title")} />
      <Field label={t("field.summary")} hint={t("field.summaryHint")} rows={3} maxLength={500} {...text("summary")} />
      <PictureField
        id="details-cover"
        label={t("field.cover")}
        hint={t("field.coverHint")}
        disabled={!editable}
        value={form.cover}
        onChange={(cover) => change({ cover })}
        error={errors.get("cover")}
      />
      <div className="pair">
        <Field label={t("field.starts")} type="datetime-local" required {...text("starts")} />
        <Field label={t("field.ends")} type="datetime-local" required {...text("ends")} />
      </div>
      <TimeZone
        id="details-timeZone"
        value={form.timeZone}
        error={errors.get("timeZone")}
        onChange={(_name, timeZone) => change({ timeZone })}
      />
      <Where form={form} text={text} change={change} editable={editable} />
      <RadioGroup
        id="details-visibility"
        label={t("field.visibility")}
        required
        disabled={!editable}
        value={form.visibility}
        options={VISIBILITIES.map((value) => ({ value, label: t(`visibility.${value}`) }))}
        onChange={(value) => change({ visibility: value as Event["visibility"] })}
        error={errors.get("visibility")}
      />
      <Field label={t("field.contactEmail")} type="email" {...text("contactEmail")} />
      <OwnFields
        fields={fields}
        values={form.own}
        errors={errors}
        disabled={!editable}
        onChange={(own) => change({ own })}
      />
    </EntityForm>
  );
}

type TextName = "title" | "summary" | "starts" | "ends" | "place" | "city" | "onlineUrl" | "contactEmail";

interface WhereProps {
  readonly form: DetailsForm;
  readonly text: (name: TextName) => {
    readonly id: string;
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly error: string | undefined;
    readonly disabled: boolean;
  };
  readonly change: (changes: Partial<DetailsForm>) => void;
  readonly editable: boolean;
}

function Where({ form, text, change, editable }: WhereProps): ReactNode {
  const t = useEventTexts();
  const venues = useVenues();
  return (
    <>
      <RadioGroup
        id="details-kind"
        label={t("field.kind")}
        required
        disabled={!editable}
        value={form.kind}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(value) => change({ kind: value as Event["kind"] })}
      />
      {form.kind !== "online" && venues.length > 0 && (
        <NativeSelect
          id="details-venue"
          label={t("field.venue")}
          required
          disabled={!editable}
          value={form.venue || ELSEWHERE}
          options={[
            ...venues
              .filter(({ id, is_archived }) => !is_archived || id === form.venue)
              .map(({ id, name, city }) => ({ value: id, label: [name, city].filter(Boolean).join(", ") })),
            { value: ELSEWHERE, label: t("venue.none") },
          ]}
          onChange={(chosen) => change({ venue: chosen === ELSEWHERE ? "" : chosen })}
        />
      )}
      {form.kind !== "online" && form.venue === "" && (
        <div className="pair">
          <Field label={t("field.place")} required {...text("place")} />
          <Field label={t("field.city")} {...text("city")} />
        </div>
      )}
      {form.kind !== "in_person" && (
        <Field
          label={t("field.onlineUrl")}
          hint={t("field.onlineUrlHint")}
          type="url"
          required
          {...text("onlineUrl")}
        />
      )}
    </>
  );
}

/** What a field says where both sides of a conflict stand. */
function useShown(fields: readonly OwnField[]): (form: DetailsForm, name: DetailsField) => string {
  const t = useEventTexts();
  const venues = useVenues();
  return (form, name) => {
    if (name === "kind") return t(`kind.${form.kind}`);
    if (name === "visibility") return t(`visibility.${form.visibility}`);
    if (name === "cover") return t(form.cover === "" ? "own.no" : "own.yes");
    if (name === "venue") return venues.find(({ id }) => id === form.venue)?.name ?? t("venue.none");
    if (name === "own") return fields.map(({ key, label }) => `${label}: ${form.own[key] || "–"}`).join(" · ");
    return form[name];
  };
}

function useWrite(fields: readonly OwnField[]) {
  const client = useQueryClient();
  const { api, path } = useEventApi();
  const params = { path };
  return {
    fetchCurrent: () => answerOf(api.GET(EVENT, { params })),
    write: async (form: DetailsForm, changed: readonly DetailsField[], over: Event): Promise<Event> => {
      const body = changeOf(form, changed, over, fields);
      const event = await answerOf(api.PATCH(EVENT, { params, body, headers: ifMatch(over) }));
      client.setQueryData(eventKey(path.organization_id, event.id), event);
      void client.invalidateQueries({ queryKey: [path.organization_id, "events"] });
      return event;
    },
  };
}
