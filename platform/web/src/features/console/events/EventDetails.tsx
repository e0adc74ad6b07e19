// The details of an event: saved as they are written until visitors see them, and never over what others saved.
import "./events.css";
import "./details.css";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { RadioGroup } from "../../../ui/RadioGroup";
import { useOwnFields, type OwnField } from "../fields/queries";
import { useAutosave, type Autosave } from "../parts/autosave";
import { EntityForm } from "../parts/EntityForm";
import { wordsOf } from "../rich-text/html";
import { ifMatch } from "../session/connection";
import { eventKey, useEvent, type Event } from "../shell/event";
import { EVENT, useEventApi } from "../shell/event-api";
import { useNotify } from "../shell/notifications";
import { useOrganization } from "../shell/organizations";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { CoverPart } from "./CoverPart";
import {
  changeOf,
  detailsFieldOf,
  detailsOf,
  joinedTexts,
  ownFields,
  ownIn,
  translatedText,
  wrongNumbersIn,
  type DetailsField,
  type DetailsForm,
} from "./event-details";
import { EventTexts } from "./EventTexts";
import { OwnFields } from "./OwnFields";
import { PlaceFields } from "./PlaceFields";
import { useVenues } from "./queries";
import { SaveState } from "./SaveState";
import { TimeZone } from "./TimeZone";
import { useEventTexts, type EventKey } from "./texts";
import { TopicFields } from "./TopicFields";

const VISIBILITIES = ["public", "unlisted", "private"] as const;
/** Nobody but the team sees it: half a sentence may be saved. */
const UNSEEN: readonly Event["state"][] = ["draft", "review"];

type TextField = "starts" | "ends" | "place" | "city" | "onlineUrl" | "contactName" | "contactEmail" | "contactPhone";

export default function EventDetails(): ReactNode {
  const t = useEventTexts();
  const fields = useOwnFields();
  return (
    <Page title={t("details.title")} help="event-details-and-lifecycle" narrow>
      <Loaded query={fields} rows={6}>
        {(set) => <Editor fields={set.fields} />}
      </Loaded>
    </Page>
  );
}

function Editor({ fields }: { readonly fields: readonly OwnField[] }): ReactNode {
  const t = useEventTexts();
  const event = useEvent();
  const editable = useOrganization().may("events.write");
  const isUnseen = UNSEEN.includes(event.state);
  const editing = useDetails(event, fields, editable && isUnseen);
  const labelOf = useLabels(fields);
  const shownOf = useShown();
  const { form, errors, change } = editing;
  const text = (name: TextField) => ({
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
      labelOf={labelOf}
      shownOf={shownOf}
      joinOf={joinedTexts}
      status={<SaveState editing={editing} auto={isUnseen} />}
    >
      <EventTexts form={form} errors={errors} change={change} editable={editable} />
      <CoverPart form={form} error={errors.get("cover")} change={change} editable={editable} />
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
      <PlaceFields form={form} text={text} change={change} editable={editable} />
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
      <TopicFields form={form} errors={errors} change={change} editable={editable} />
      <Field label={t("field.contactName")} {...text("contactName")} />
      <div className="pair">
        <Field label={t("field.contactEmail")} type="email" {...text("contactEmail")} />
        <Field label={t("field.contactPhone")} type="tel" maxLength={30} {...text("contactPhone")} />
      </div>
      <OwnFields
        fields={fields}
        values={ownIn(form)}
        errors={errors}
        disabled={!editable}
        onChange={(own) => change(ownFields(own))}
      />
    </EntityForm>
  );
}

function useDetails(event: Event, fields: readonly OwnField[], auto: boolean): Autosave<DetailsForm, Event> {
  const t = useEventTexts();
  const notify = useNotify();
  const { write, fetchCurrent } = useWrite(fields);
  return useAutosave<DetailsForm, Event>({
    prefix: "details",
    entity: event,
    empty: detailsOf(event, fields),
    formOf: (from) => detailsOf(from, fields),
    auto,
    keptAs: `details:${event.id}`,
    problemsOf: (form) =>
      new Map([
        ...(form.title.trim() === "" ? [["title", t("wrong.title")] as const] : []),
        ...wrongNumbersIn(form, fields).map((name) => [name, t("wrong.number")] as const),
      ]),
    fieldOf: detailsFieldOf,
    current: fetchCurrent,
    write: (form, changed, over) => write(form, changed, over ?? event),
    onSaved: () => {
      if (!auto) notify(t("details.saved"));
    },
  });
}

/** What a field is called where both sides of a conflict stand. */
function useLabels(fields: readonly OwnField[]): (name: DetailsField) => string {
  const t = useEventTexts();
  const display = new Intl.DisplayNames([useLocale(), "en"], { type: "language" });
  return (name) => {
    const text = translatedText(name);
    if (text !== null) return `${t(`field.${text.name}`)} (${display.of(text.language) ?? text.language})`;
    return fields.find(({ key }) => name === `own.${key}`)?.label ?? t(`field.${name}` as EventKey);
  };
}

/** What a field says there. */
function useShown(): (form: DetailsForm, name: DetailsField) => string {
  const t = useEventTexts();
  const venues = useVenues();
  return (form, name) => {
    if (name === "kind") return t(`kind.${form.kind}`);
    if (name === "visibility") return t(`visibility.${form.visibility}`);
    if (name === "cover") return t(form.cover === "" ? "own.no" : "own.yes");
    if (name === "focus") return `${form.focus.x} %, ${form.focus.y} %`;
    if (name === "venue") return venues.find(({ id }) => id === form.venue)?.name ?? t("venue.none");
    const isRich = name === "description" || translatedText(name)?.name === "description";
    return isRich ? wordsOf(form[name] ?? "") : (form[name] ?? "");
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
