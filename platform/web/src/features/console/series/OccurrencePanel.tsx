// Changes one event of a series, or it and the following, or all that are to come.
import { useState, type ReactNode } from "react";
import { answerOf } from "../../../api/client";
import { Refused } from "../../../lib/api";
import { formatWhen } from "../../../lib/when";
import { Checkbox } from "../../../ui/Checkbox";
import { Field } from "../../../ui/Field";
import { useLocale } from "../../../ui/language";
import { RadioGroup } from "../../../ui/RadioGroup";
import { EntityPanel } from "../parts/EntityForm";
import { useEditing } from "../parts/editing";
import { useApi } from "../session/api";
import type { Event } from "../shell/event";
import { useOrganization } from "../shell/organizations";
import { changesOf, fieldOf, formOf, SCOPES, type OccurrenceForm, type Scope } from "./occurrence";
import { useChangeOccurrence, type Series } from "./queries";
import { useTellChange } from "./tell-change";
import { useSeriesTexts, type SeriesKey } from "./texts";

const SOLD_PLACES = "events.sold-places";
const VISIBILITIES = ["public", "unlisted", "private"] as const;

export interface OccurrencePanelProps {
  readonly series: Series;
  readonly event: Event;
  readonly onClose: () => void;
}

export function OccurrencePanel({ series, event, onClose }: OccurrencePanelProps): ReactNode {
  const t = useSeriesTexts();
  const locale = useLocale();
  const api = useApi();
  const { id } = useOrganization();
  const tell = useTellChange();
  const changing = useChangeOccurrence(series);
  const [hasSold, setHasSold] = useState(false);
  const write = async (
    form: OccurrenceForm,
    changed: readonly (keyof OccurrenceForm)[],
    over: Event | null,
  ): Promise<Event> => {
    const body = { scope: form.scope, confirm: form.confirm, changes: changesOf(form, changed, over ?? event) };
    try {
      tell(await changing.mutateAsync({ event: over ?? event, body }));
    } catch (error) {
      if (error instanceof Refused && error.problem.code === SOLD_PLACES) setHasSold(true);
      throw error;
    }
    return over ?? event;
  };
  const editing = useEditing<OccurrenceForm, Event>({
    entity: event,
    empty: formOf(event),
    formOf,
    prefix: "occurrence",
    problemsOf: (form) =>
      new Map([
        ...(form.title.trim() === "" ? [["title", t("wrong.title")] as const] : []),
        ...(form.starts !== "" && form.ends <= form.starts ? [["ends", t("wrong.ends")] as const] : []),
      ]),
    fieldOf,
    write,
    current: (over) =>
      answerOf(
        api.GET("/api/v1/organizations/{organization_id}/events/{event_id}", {
          params: { path: { organization_id: id, event_id: over.id } },
        }),
      ),
    onSaved: onClose,
  });
  const { form, change, errors } = editing;
  const labelOf = (name: keyof OccurrenceForm): string => t(`field.${name}` as SeriesKey);
  const text = (name: "title" | "summary" | "starts" | "ends" | "place" | "city") => ({
    id: `occurrence-${name}`,
    label: labelOf(name),
    value: form[name],
    error: errors.get(name),
    onChange: (value: string) => change({ [name]: value }),
  });
  const when = formatWhen(event.starts_at ?? "", event.ends_at, { timeZone: event.time_zone, locale });
  return (
    <EntityPanel
      editing={editing}
      title={t("change.title", { when: event.starts_at === null ? event.title : when })}
      labelOf={labelOf}
      shownOf={(each, name) => (name === "scope" ? t(`scope.${each.scope}`) : String(each[name]))}
      onClose={onClose}
    >
      <RadioGroup
        id="occurrence-scope"
        label={labelOf("scope")}
        required
        look="cards"
        value={form.scope}
        options={SCOPES.map((value) => ({ value, label: t(`scope.${value}`), hint: t(`scopeHint.${value}`) }))}
        onChange={(scope) => change({ scope: scope as Scope })}
      />
      <Field required maxLength={300} {...text("title")} />
      <Field rows={3} maxLength={500} {...text("summary")} />
      {event.starts_at !== null && (
        <div>
          <div className="pair">
            <Field type="datetime-local" required {...text("starts")} />
            <Field type="datetime-local" required {...text("ends")} />
          </div>
          <p className="muted small">{t("change.times", { zone: event.time_zone.replaceAll("_", " ") })}</p>
        </div>
      )}
      {event.kind !== "online" && event.venue_id === null && (
        <div className="pair">
          <Field {...text("place")} />
          <Field {...text("city")} />
        </div>
      )}
      <RadioGroup
        label={labelOf("visibility")}
        required
        value={form.visibility}
        options={VISIBILITIES.map((value) => ({ value, label: t(`visibility.${value}`) }))}
        onChange={(visibility) => change({ visibility: visibility as Event["visibility"] })}
      />
      {hasSold && (
        <Checkbox id="occurrence-confirm" checked={form.confirm} onChange={(confirm) => change({ confirm })}>
          {labelOf("confirm")}
        </Checkbox>
      )}
    </EntityPanel>
  );
}
