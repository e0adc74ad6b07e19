// The events that a pass admits to: one ticket type of each.
import { useEffect, useRef, type ReactNode } from "react";
import { formatDay } from "../../../lib/when";
import { useLocale } from "../../../ui/language";
import { Failure } from "../../../ui/Failure";
import { Skeleton } from "../../../ui/Skeleton";
import { useAmount } from "../shell/money";
import { useEvent } from "../shell/event";
import { usePassChoices, type PassChoice } from "./queries";
import { useTicketTexts } from "./texts";
import type { TypeForm } from "./type-form";

export interface PassPartsProps {
  readonly form: TypeForm;
  /** A new pass begins with all events. */
  readonly isNew: boolean;
  readonly error: string | undefined;
  readonly change: (changes: Partial<TypeForm>) => void;
}

type Parts = TypeForm["parts"];

export function PassParts({ form, isNew, error, change }: PassPartsProps): ReactNode {
  const t = useTicketTexts();
  const choices = usePassChoices();
  const filled = useRef(!isNew);
  const events = choices.data;
  useEffect(() => {
    if (filled.current || events === undefined) return;
    filled.current = true;
    change({ parts: allOf(events) });
  }, [events, change]);
  if (choices.isError) return <Failure error={choices.error} onRetry={() => void choices.refetch()} />;
  if (events === undefined) return <Skeleton />;
  const described = error === undefined ? "type-parts-hint" : "type-parts-hint type-parts-error";
  return (
    <fieldset id="type-parts" tabIndex={-1} className="type-editor__list" aria-describedby={described}>
      <legend className="field__label">{t("field.events")}</legend>
      <p id="type-parts-hint" className="field__hint">
        {t("field.eventsHint")}
      </p>
      {events.map((event) => (
        <EventChoice key={event.event_id} event={event} parts={form.parts} onChange={(parts) => change({ parts })} />
      ))}
      {error !== undefined && (
        <p id="type-parts-error" className="field__error">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface EventChoiceProps {
  readonly event: PassChoice;
  readonly parts: Parts;
  readonly onChange: (parts: Parts) => void;
}

function EventChoice({ event, parts, onChange }: EventChoiceProps): ReactNode {
  const t = useTicketTexts();
  const amount = useAmount();
  const locale = useLocale();
  const seller = useEvent();
  const chosen = event.ticket_types.find(({ ticket_type_id }) => ticket_type_id in parts);
  const isSeller = event.event_id === seller.id;
  return (
    <label className="type-editor__event">
      <span>
        <bdi>{event.title}</bdi>
        {event.starts_at !== null && (
          <span className="field__hint type-editor__hint">{formatDay(event.starts_at, event.time_zone, locale)}</span>
        )}
      </span>
      <select
        className="select"
        value={chosen?.ticket_type_id ?? ""}
        disabled={event.ticket_types.length === 0}
        onChange={({ target }) => onChange(withTicket(parts, event, target.value))}
      >
        {!(isSeller && chosen !== undefined) && (
          <option value="">{t(event.ticket_types.length === 0 ? "pass.noTickets" : "pass.leftOut")}</option>
        )}
        {event.ticket_types.map((type) => (
          <option key={type.ticket_type_id} value={type.ticket_type_id}>
            {`${type.name} (${amount(type.price_minor, type.currency)})`}
          </option>
        ))}
      </select>
    </label>
  );
}

function allOf(events: readonly PassChoice[]): Parts {
  const first = events.flatMap(({ ticket_types }) => ticket_types.slice(0, 1));
  return Object.fromEntries(first.map(({ ticket_type_id }) => [ticket_type_id, "1"]));
}

function withTicket(parts: Parts, event: PassChoice, chosen: string): Parts {
  const own = new Set(event.ticket_types.map(({ ticket_type_id }) => ticket_type_id));
  const others = Object.entries(parts).filter(([id]) => !own.has(id));
  return Object.fromEntries(chosen === "" ? others : [...others, [chosen, "1"]]);
}
