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
const TicketCancelDialog = lazy(() => import("./TicketCancelDialog"));

type Attendee = Order["attendees"][number];
type Ticket = Order["tickets"][number];

export function OrderPeople({ order }: { readonly order: Order }): ReactNode {
  const t = useOrderTexts();
  const types = useTicketTypes(order.event_id).data ?? [];
  const { may } = useOrganization();
  const [corrected, setCorrected] = useState<{ readonly id: string; readonly isOther: boolean } | null>(null);
  const [cancelled, setCancelled] = useState<string | null>(null);
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
            {...(mayCorrect
              ? {
                  onCorrect: (isOther: boolean) => setCorrected({ id: attendee.id, isOther }),
                  onCancel: setCancelled,
                }
              : {})}
          />
        ))}
      </ul>
      {corrected !== null && (
        <Suspense>
          <AttendeePanel
            order={order}
            attendeeId={corrected.id}
            isOther={corrected.isOther}
            onClose={() => setCorrected(null)}
          />
        </Suspense>
      )}
      {cancelled !== null && (
        <Suspense>
          <TicketCancelDialog order={order} ticketId={cancelled} onClose={() => setCancelled(null)} />
        </Suspense>
      )}
    </section>
  );
}

interface PersonProps {
  readonly attendee: Attendee;
  readonly type: string;
  readonly tickets: readonly Ticket[];
  /** Left out where nothing may be corrected. */
  readonly onCorrect?: (isOther: boolean) => void;
  readonly onCancel?: (ticketId: string) => void;
}

function Person({ attendee, type, tickets, onCorrect, onCancel }: PersonProps): ReactNode {
  const t = useOrderTexts();
  const pathHere = usePathHere();
  const name = attendee.name || attendee.email;
  const called = name === "" ? type : name;
  const valid = tickets.filter(({ state }) => state === "valid");
  const own = valid.filter((ticket) => !ticket.is_transferred);
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
        {onCorrect !== undefined && valid.length > 0 && (
          <Step
            label={t("correct.button")}
            name={t("correct.ofAttendee", { name: called })}
            onPress={() => onCorrect(false)}
          />
        )}
        {onCorrect !== undefined && own.length > 0 && own.length === valid.length && (
          <Step
            label={t("correct.replace")}
            name={t("correct.replaceOf", { name: called })}
            onPress={() => onCorrect(true)}
          />
        )}
        {onCancel !== undefined && own[0] !== undefined && (
          <Step
            label={t("ticketCancel.button")}
            name={t("ticketCancel.of", { name: called })}
            onPress={() => own[0] !== undefined && onCancel(own[0].id)}
          />
        )}
      </span>
    </li>
  );
}

function Step({
  label,
  name,
  onPress,
}: {
  readonly label: string;
  readonly name: string;
  readonly onPress: () => void;
}): ReactNode {
  return (
    <Button kind="bare" size="small" aria-label={name} onPress={onPress}>
      {label}
    </Button>
  );
}
