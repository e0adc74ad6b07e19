// The event that a form is about: the coming ones, and a field to find one where there are many.
import { useState, type ReactNode } from "react";
import { Field } from "../../../ui/Field";
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
}

export function EventChoice({ id, value, onChange, error }: EventChoiceProps): ReactNode {
  const t = useOrderTexts();
  const [typed, setTyped] = useState("");
  const events = useEvents("upcoming", typed.trim());
  const chosen = useEventQuery(value).data;
  const found = events.data?.pages[0]?.items ?? [];
  const isThere = chosen === undefined || found.some((event) => event.id === chosen.id);
  const options = (isThere ? found : [chosen, ...found]).map((event) => ({ value: event.id, label: event.title }));
  return (
    <>
      {(events.hasNextPage || typed !== "") && (
        <Field label={t("filter.findEvent")} value={typed} onChange={setTyped} />
      )}
      <NativeSelect
        id={id}
        label={t("column.event")}
        required
        options={options}
        value={value}
        onChange={onChange}
        error={error}
      />
    </>
  );
}
