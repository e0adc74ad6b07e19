// The event that orders go to, and what each of their ticket types becomes there.
import type { ReactNode } from "react";
import { NativeSelect } from "../../../ui/NativeSelect";
import { useTicketTypes } from "../events/queries";
import { useAmount } from "../shell/money";
import { EventChoice } from "./EventChoice";
import type { EventMoveForm, Named, TypeChoice } from "./event-moves";
import { WaiverFields } from "./MoveFields";
import { useOrderTexts } from "./texts";

export interface EventMoveFieldsProps {
  /** The event that they come from. */
  readonly eventId: string;
  readonly from: readonly Named[];
  readonly types: TypeChoice;
  /** One order goes with all that it has; of many, ticket types may be left out. */
  readonly isWhole?: boolean;
  readonly form: EventMoveForm;
  readonly change: (changes: Partial<EventMoveForm>) => void;
  readonly errors: ReadonlyMap<string, string>;
}

export function EventMoveFields({
  eventId,
  from,
  types,
  isWhole = false,
  form,
  change,
  errors,
}: EventMoveFieldsProps): ReactNode {
  const t = useOrderTexts();
  const amount = useAmount();
  const there = useTicketTypes(form.eventId).data ?? [];
  const options = there.map((each) => ({
    value: each.id,
    label: `${each.name} · ${amount(each.price_minor, each.currency)}`,
  }));
  const firstOpen = from.find(({ id }) => (types[id] ?? "") === "")?.id;
  return (
    <>
      <EventChoice
        id="move-eventId"
        label={t("move.event")}
        except={eventId}
        value={form.eventId}
        onChange={(chosen) => change({ eventId: chosen, types: {} })}
        error={errors.get("eventId")}
      />
      {form.eventId !== "" &&
        from.map(({ id, name }) => (
          <NativeSelect
            key={id}
            id={id === firstOpen ? "move-types" : `move-type-${id}`}
            label={t("move.becomes", { name })}
            required={isWhole}
            options={options}
            value={types[id] ?? ""}
            onChange={(to) => change({ types: { ...form.types, [id]: to } })}
            error={id === firstOpen ? errors.get("types") : undefined}
          />
        ))}
      <WaiverFields form={form} change={change} errors={errors} />
    </>
  );
}
