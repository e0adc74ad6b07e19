// Who comes with an order, each with the tickets that admit them.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { useTicketTypes } from "../events/queries";
import { useOrganization } from "../shell/organizations";
import { TicketStateMark } from "./marks";
import { usePathHere } from "./places";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";

const AttendeePanel = lazy(() => import("./AttendeePanel"));

type Attendee = Order["attendees"][number];
type Ticket = Order["tickets"][number];

export function OrderPeople({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const types = useTicketTypes(order.event_id).data ?? [];
  const { may } = useOrganization();
  const [corrected, setCorrected] = useState<string | null>(null);
  const mayCorrect = order.state === "confirmed" && may("orders.edit");
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
            onCorrect={mayCorrect ? () => setCorrected(attendee.id) : undefined}
          />
        ))}
      </ul>
      {corrected !== null && (
        <Suspense>
          <AttendeePanel order={order} attendeeId={corrected} onClose={() => setCorrected(null)} />
        </Suspense>
      )}
    </section>
  );
}

function Person({
  attendee,
  type,
  tickets,
  onCorrect,
}: {
  readonly attendee: Attendee;
  readonly type: string;
  readonly tickets: readonly Ticket[];
  readonly onCorrect: (() => void) | undefined;
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
        {onCorrect !== undefined && tickets.some(({ state }) => state === "valid") && (
          <Button
            kind="bare"
            size="small"
            aria-label={t("correct.ofAttendee", { name: name === "" ? type : name })}
            onPress={onCorrect}
          >
            {t("correct.button")}
          </Button>
        )}
      </span>
    </li>
  );
}
