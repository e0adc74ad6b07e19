// Who comes with an order, each with the tickets that admit them.
import { lazy, Suspense, useState, type ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button";
import { useTicketTypes } from "../events/queries";
import { useOrganization } from "../shell/organizations";
import { RemoveDialog } from "../parts/RemoveDialog";
import { ShortMoment } from "../parts/ShortMoment";
import { TicketStateMark } from "./marks";
import { usePathHere } from "./places";
import type { Order } from "./queries";
import { useOrderTexts } from "./texts";
import { useOpenTransfers, useWithdrawal, type Transfer } from "./transfers";

const AttendeePanel = lazy(() => import("./AttendeePanel"));
const OfferPanel = lazy(() => import("./OfferPanel"));
const TicketCancelDialog = lazy(() => import("./TicketCancelDialog"));

type Attendee = Order["attendees"][number];
type Ticket = Order["tickets"][number];

export interface OrderPeopleProps {
  readonly order: Order;
  /** Of the order's event. */
  readonly zone: string;
}

export function OrderPeople({ order, zone }: OrderPeopleProps): ReactNode {
  const t = useOrderTexts();
  const types = useTicketTypes(order.event_id).data ?? [];
  const { may } = useOrganization();
  const [corrected, setCorrected] = useState<{ readonly id: string; readonly isOther: boolean } | null>(null);
  const [cancelled, setCancelled] = useState<string | null>(null);
  const [offered, setOffered] = useState<{ readonly ticketId: string; readonly holder: string } | null>(null);
  const [withdrawn, setWithdrawn] = useState<Transfer | null>(null);
  const transfers = useOpenTransfers(order);
  const withdrawal = useWithdrawal(order);
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
            transfers={transfers}
            zone={zone}
            {...(mayCorrect
              ? {
                  onCorrect: (isOther: boolean) => setCorrected({ id: attendee.id, isOther }),
                  onCancel: setCancelled,
                  onOffer: (ticketId: string, holder: string) => setOffered({ ticketId, holder }),
                  onWithdraw: setWithdrawn,
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
      {offered !== null && (
        <Suspense>
          <OfferPanel order={order} {...offered} onClose={() => setOffered(null)} />
        </Suspense>
      )}
      {withdrawn !== null && (
        <RemoveDialog
          title={t("offer.withdraw")}
          text={t("offer.withdrawText", { email: withdrawn.recipient_email })}
          what={withdrawn}
          remove={withdrawal}
          confirm={t("offer.withdraw")}
          onDone={t("offer.withdrawn")}
          onClose={() => setWithdrawn(null)}
        />
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
  /** Ticket → the offer that is open. */
  readonly transfers: ReadonlyMap<string, Transfer>;
  readonly zone: string;
  /** Left out where nothing may be corrected. */
  readonly onCorrect?: (isOther: boolean) => void;
  readonly onCancel?: (ticketId: string) => void;
  readonly onOffer?: (ticketId: string, holder: string) => void;
  readonly onWithdraw?: (transfer: Transfer) => void;
}

function Person(props: PersonProps): ReactNode {
  const { attendee, type, tickets, transfers, zone, onCorrect, onCancel, onOffer, onWithdraw } = props;
  const t = useOrderTexts();
  const pathHere = usePathHere();
  const name = attendee.name || attendee.email;
  const called = name === "" ? type : name;
  const valid = tickets.filter(({ state }) => state === "valid");
  const own = valid.filter((ticket) => !ticket.is_transferred);
  const open = tickets.flatMap(({ id }) => transfers.get(id) ?? []);
  const free = valid.find(({ id }) => !transfers.has(id));
  return (
    <li>
      <span className="order-people__who">
        <Link to={pathHere(`attendees/${attendee.id}`)}>
          <bdi>{name === "" ? t("people.unnamed") : name}</bdi>
        </Link>
        <span className="muted small">
          <bdi>{[type, attendee.name === "" ? "" : attendee.email].filter(Boolean).join(" · ")}</bdi>
        </span>
        {open.map((transfer) => (
          <span key={transfer.id} className="small order-block">
            {t("offer.open", { email: transfer.recipient_email })} <ShortMoment at={transfer.expires_at} zone={zone} />
            {onWithdraw !== undefined && (
              <Step
                label={t("offer.withdraw")}
                name={t("offer.withdrawOf", { email: transfer.recipient_email })}
                onPress={() => onWithdraw(transfer)}
              />
            )}
          </span>
        ))}
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
        {onOffer !== undefined && free !== undefined && (
          <Step
            label={t("offer.button")}
            name={t("offer.of", { name: called })}
            onPress={() => onOffer(free.id, called)}
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
