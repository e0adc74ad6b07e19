// One attendee: who it is, with which tickets, what was answered, and where they came in.
import "../parts/lists.css";
import "./orders.css";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { BadgeHistory, PrintBadge } from "../badges/PrintBadge";
import { CertificateButton } from "../certificates/CertificateButton";
import { useEventIfAny, useEventQuery } from "../shell/event";
import { Page } from "../shell/Page";
import { Loaded } from "../shell/states";
import { ShortMoment } from "../parts/ShortMoment";
import { useAttendee, type Attendee } from "./attendees";
import { EventTitle, OrderStateMark, said, TicketStateMark, TicketTypeNames } from "./marks";
import { OrderNotes } from "./OrderNotes";
import { usePathHere } from "./places";
import { useOrderTexts } from "./texts";

export default function AttendeePage(): ReactNode {
  const { attendee: attendeeId = "" } = useParams();
  return <Loaded query={useAttendee(attendeeId)}>{(attendee) => <OneAttendee attendee={attendee} />}</Loaded>;
}

function OneAttendee({ attendee }: { readonly attendee: Attendee }): ReactNode {
  const t = useOrderTexts();
  const pathHere = usePathHere();
  const here = useEventIfAny();
  const event = useEventQuery(here === null ? attendee.event_id : "").data ?? here;
  const zone = event?.time_zone ?? "UTC";
  const answers = Object.entries(attendee.answers);
  return (
    <Page
      title={attendee.name || attendee.email || t("people.unnamed")}
      lead={<EventTitle id={attendee.event_id} />}
      back={{ to: pathHere("attendees"), label: t("attendees.title") }}
    >
      <div className="columns">
        <div className="stack">
          <Tickets attendee={attendee} zone={zone} />
          {answers.length > 0 && (
            <section className="panel stack" aria-labelledby="answers-title">
              <h2 id="answers-title">{t("attendee.answers")}</h2>
              <dl className="order-facts">
                {answers.map(([question, answer]) => (
                  <div key={question}>
                    <dt>
                      <bdi>{question}</bdi>
                    </dt>
                    <dd>
                      <bdi>{said(answer)}</bdi>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
        </div>
        <div className="stack">
          <section className="panel stack" aria-labelledby="person-title">
            <h2 id="person-title">{t("attendee.person")}</h2>
            <dl className="order-facts">
              <div>
                <dt>{t("column.email")}</dt>
                <dd>
                  <bdi>{attendee.email || "–"}</bdi>
                </dd>
              </div>
              {attendee.is_order_open && (
                <div>
                  <dt>{t("column.buyer")}</dt>
                  <dd>
                    <bdi>{attendee.buyer_name || attendee.buyer_email || "–"}</bdi>
                  </dd>
                </div>
              )}
              <div>
                <dt>{t("attendee.order")}</dt>
                <dd className="row">
                  {attendee.is_order_open ? (
                    <Link className="order-number" to={pathHere(`orders/${attendee.order_id}`)}>
                      {attendee.order_number}
                    </Link>
                  ) : (
                    <span className="order-number">{attendee.order_number}</span>
                  )}
                  <OrderStateMark state={attendee.order_state} />
                </dd>
              </div>
            </dl>
          </section>
          {attendee.is_order_open && (
            <OrderNotes subject={{ orderId: attendee.order_id, attendeeId: attendee.id }} zone={zone} />
          )}
        </div>
      </div>
    </Page>
  );
}

function Tickets({ attendee, zone }: { readonly attendee: Attendee; readonly zone: string }): ReactNode {
  const t = useOrderTexts();
  return (
    <section className="panel stack" aria-labelledby="tickets-title">
      <h2 id="tickets-title">{t("column.ticketTypes")}</h2>
      {attendee.tickets.length === 0 && <p className="muted">{t("ticket.none")}</p>}
      <ul className="order-people">
        {attendee.tickets.map((ticket) => (
          <li key={ticket.id}>
            <span className="order-people__who">
              <TicketTypeNames eventId={ticket.event_id} ids={[ticket.ticket_type_id]} />
              {ticket.is_transferred && (
                <span className="muted small order-block">
                  {t("attendee.heldBy", { name: ticket.holder_name || ticket.holder_email })}
                </span>
              )}
              {ticket.checkins.map((each) => (
                <span key={each.id} className="muted small order-block">
                  {t(each.undone_at === null ? "attendee.cameIn" : "attendee.undone")}{" "}
                  <ShortMoment at={each.admitted_at} zone={zone} />{" "}
                  <bdi>{[each.list_name, each.gate].filter(Boolean).join(" · ")}</bdi>
                </span>
              ))}
              <BadgeHistory eventId={ticket.event_id} ticketId={ticket.id} zone={zone} />
            </span>
            <TicketStateMark state={ticket.state} />
            {attendee.is_order_open &&
              ticket.state === "valid" &&
              ticket.checkins.some((each) => each.undone_at === null) && (
                <CertificateButton
                  orderId={attendee.order_id}
                  ticketId={ticket.id}
                  name={ticket.holder_name || t("people.unnamed")}
                />
              )}
            {ticket.state === "valid" && (
              <PrintBadge
                eventId={ticket.event_id}
                ticketId={ticket.id}
                name={ticket.holder_name || ticket.holder_email || t("people.unnamed")}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
