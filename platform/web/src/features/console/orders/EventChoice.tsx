// The event that a form is about: the coming ones, and a field to find one where there are many.
import { useState, type ReactNode } from "react";
import { Field } from "../../../ui/Field";
import { formatDay, formatTime } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useEvents } from "../events/queries";
import { useEventQuery } from "../shell/event";
import { useOrderTexts } from "./texts";

export interface EventChoiceProps {
  readonly id: string;
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (eventId: string) => void;
  readonly error: string | undefined;
  /** What it is called where it is not just the event. */
  readonly label?: string;
  /** An event that cannot be chosen. */
  readonly except?: string;
}

export function EventChoice({ id, value, onChange, error, label, except }: EventChoiceProps): ReactNode {
  const t = useOrderTexts();
  const locale = useLocale();
  const [typed, setTyped] = useState("");
  const events = useEvents("upcoming", typed.trim());
  const chosen = useEventQuery(value).data;
  const found = events.data?.pages[0]?.items ?? [];
  const isThere = chosen === undefined || found.some((event) => event.id === chosen.id);
  const every = isThere ? found : [chosen, ...found];
  const titles = every.map(({ title }) => title);
  // Dates of a series have one name: their days tell them apart.
  const nameOf = ({ title, starts_at: at, time_zone: zone }: (typeof every)[number]): string =>
    at !== null && titles.indexOf(title) !== titles.lastIndexOf(title)
      ? `${title} · ${formatDay(at, zone, locale)}, ${formatTime(at, zone, locale)}`
      : title;
  const options = every
    .filter((event) => event.id !== except)
    .map((event) => ({ value: event.id, label: nameOf(event) }));
  return (
    <>
      {(events.hasNextPage || typed !== "") && (
        <Field label={t("filter.findEvent")} value={typed} onChange={setTyped} />
      )}
      <NativeSelect
        id={id}
        label={label ?? t("column.event")}
        required
        options={options}
        value={value}
        onChange={onChange}
        error={error}
      />
    </>
  );
}
