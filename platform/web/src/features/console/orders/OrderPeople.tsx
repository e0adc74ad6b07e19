// Who comes with an order, each with the tickets that admit them.
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useTicketTypes } from "../events/queries";
import { TicketStateMark } from "./marks";
import { usePathHere } from "./places";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

type Attendee = Order["attendees"][number];
type Ticket = Order["tickets"][number];

export function OrderPeople({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const types = useTicketTypes(order.event_id).data ?? [];
  const nameOf = (typeId: string): string =>
    types.find(({ id }) => id === typeId)?.name ??
    order.lines.find((line) => line.ticket_type_id === typeId)?.name ??
    "";
  return (
    <section className="panel stack" aria-labelledby="people-title">
      <h2 id="people-title">{t("people.title")}</h2>
      {order.attendees.length === 0 && <p className="muted">{t("people.none")}</p>}
      <ul className="order-people">
        {order.attendees.map((attendee) => (
          <Person
            key={attendee.id}
            attendee={attendee}
            type={nameOf(attendee.ticket_type_id)}
            tickets={order.tickets.filter((ticket) => ticket.attendee_id === attendee.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function Person({
  attendee,
  type,
  tickets,
}: {
  readonly attendee: Attendee;
  readonly type: string;
  readonly tickets: readonly Ticket[];
}): ReactNode {
  const t = useOrderTexts();
  const pathHere = usePathHere();
  const name = attendee.name || attendee.email;
  return (
    <li>
      <span className="order-people__who">
        <Link to={pathHere(`attendees/${attendee.id}`)}>
          <bdi>{name === "" ? t("people.unnamed") : name}</bdi>
        </Link>
        <span className="muted small">
          <bdi>{[type, attendee.name === "" ? "" : attendee.email].filter(Boolean).join(" · ")}</bdi>
        </span>
      </span>
      <span className="order-people__marks">
        {tickets.map((ticket) => (
          <span key={ticket.id}>
            {ticket.is_transferred && <span className="tag">{t("people.passedOn")}</span>}{" "}
            <TicketStateMark state={ticket.state} />
          </span>
        ))}
      </span>
    </li>
  );
}
