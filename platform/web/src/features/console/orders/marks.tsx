// Small marks of orders: their states, tags, and the names of what they are for.
import type { ReactNode } from "react";
import { useTicketTypes } from "../events/queries";
import { useEventQuery } from "../shell/event";
import { MONEY_STATES, ORDER_STATES, TICKET_STATES } from "./list-filter";
import { useOrderTags } from "./queries";
import { useOrderTexts } from "./texts";

const LOOKS: Readonly<Record<string, string>> = {
  confirmed: "good",
  awaiting_approval: "accent",
  awaiting_payment: "warm",
  under_review: "accent",
  unpaid: "warm",
  part_paid: "warm",
  paid: "good",
  valid: "good",
};

function lookOf(state: string): string {
  const look = LOOKS[state];
  return look === undefined ? "tag" : `tag tag--${look}`;
}

export function OrderStateMark({ state }: { readonly state: string }): ReactNode {
  const t = useOrderTexts();
  const known = ORDER_STATES.find((each) => each === state);
  return <span className={lookOf(state)}>{known === undefined ? state : t(`state.${known}`)}</span>;
}

export function MoneyStateMark({ state }: { readonly state: string }): ReactNode {
  const t = useOrderTexts();
  const known = MONEY_STATES.find((each) => each === state);
  return <span className={lookOf(state)}>{known === undefined ? state : t(`money.${known}`)}</span>;
}

/** Of a ticket; `none` where there is none yet. */
export function TicketStateMark({ state }: { readonly state: string }): ReactNode {
  const t = useOrderTexts();
  const known = TICKET_STATES.find((each) => each === state);
  return <span className={lookOf(state)}>{known === undefined ? state : t(`ticket.${known}`)}</span>;
}

export function TagMarks({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const tags = useOrderTags().data ?? [];
  const held = tags.filter(({ id }) => ids.includes(id));
  if (held.length === 0) return null;
  return (
    <span className="order-tags">
      {held.map(({ id, name, color }) => (
        <span key={id} className="order-tag" data-color={color}>
          <bdi>{name}</bdi>
        </span>
      ))}
    </span>
  );
}

export function EventTitle({ id }: { readonly id: string }): ReactNode {
  const event = useEventQuery(id).data;
  return event === undefined ? null : <bdi>{event.title}</bdi>;
}

/** The ticket types of an order by name. */
export function TicketTypeNames({
  eventId,
  ids,
}: {
  readonly eventId: string;
  readonly ids: readonly string[];
}): ReactNode {
  const types = useTicketTypes(eventId).data ?? [];
  return (
    <bdi>
      {types
        .filter(({ id }) => ids.includes(id))
        .map(({ name }) => name)
        .join(", ")}
    </bdi>
  );
}

/** An answer to a question, in a line. */
export function said(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(said).join(", ");
  if (typeof answer === "boolean") return answer ? "✓" : "–";
  return typeof answer === "string" || typeof answer === "number" ? String(answer) : JSON.stringify(answer);
}
