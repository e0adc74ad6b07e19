// The columns of the list of attendees, by the names that saved views have for them.
import { useMemo } from "react";
import { Link } from "react-router";
import type { Column } from "../../../ui/DataTable";
import { useEventIfAny } from "../shell/event";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import type { FoundAttendee } from "./attendees";
import { EventTitle, OrderStateMark, TagMarks, TicketStateMark, TicketTypeNames } from "./marks";
import { usePathHere } from "./places";
import { useOrderTexts } from "./texts";

export function useAttendeeColumns(): readonly Column<FoundAttendee>[] {
  const t = useOrderTexts();
  const zone = useListZone();
  const isOfEvent = useEventIfAny() !== null;
  const pathHere = usePathHere();
  return useMemo(
    () => [
      {
        id: "name",
        title: t("buyer.name"),
        width: "minmax(9rem, 2fr)",
        isName: true,
        isSortable: true,
        cell: (line) => (
          <span className="list-name">
            <Link to={pathHere(`attendees/${line.attendee_id}`)}>
              <bdi>{line.name || line.email || t("people.unnamed")}</bdi>
            </Link>
            {line.name !== "" && <bdi className="list-name__more">{line.email}</bdi>}
          </span>
        ),
      },
      {
        id: "email",
        title: t("column.email"),
        width: "minmax(9rem, 1.5fr)",
        isExtra: true,
        cell: (line) => <bdi>{line.email}</bdi>,
      },
      {
        id: "event",
        title: t("column.event"),
        width: "minmax(6rem, 1.5fr)",
        isExtra: isOfEvent,
        cell: (line) => <EventTitle id={line.event_id} />,
      },
      {
        id: "ticket_type",
        title: t("filter.ticketType"),
        width: "minmax(6rem, 1.2fr)",
        cell: (line) => <TicketTypeNames eventId={line.event_id} ids={[line.ticket_type_id]} />,
      },
      {
        id: "state",
        title: t("attendee.ticket"),
        width: "minmax(8rem, 1fr)",
        cell: (line) => <TicketStateMark state={line.state} />,
      },
      {
        id: "is_checked_in",
        title: t("column.checkedIn"),
        width: "minmax(7rem, 0.7fr)",
        cell: (line) => line.is_checked_in && <span className="tag tag--good">{t("yes")}</span>,
      },
      {
        id: "tags",
        title: t("column.tags"),
        width: "minmax(5rem, 1fr)",
        isExtra: true,
        cell: (line) => <TagMarks ids={line.tag_ids} />,
      },
      {
        id: "order_number",
        title: t("attendee.order"),
        width: "minmax(12rem, 1.3fr)",
        cell: (line) =>
          line.is_order_open ? (
            <Link className="order-number" to={pathHere(`orders/${line.order_id}`)}>
              {line.order_number}
            </Link>
          ) : (
            <span className="order-number">{line.order_number}</span>
          ),
      },
      {
        id: "order_state",
        title: t("attendee.orderState"),
        width: "9.5rem",
        isExtra: true,
        cell: (line) => <OrderStateMark state={line.order_state} />,
      },
      {
        id: "is_transferred",
        title: t("people.passedOn"),
        width: "7rem",
        isExtra: true,
        cell: (line) => line.is_transferred && <span className="tag">{t("yes")}</span>,
      },
      {
        id: "placed_at",
        title: t("column.placed"),
        width: "minmax(9.5rem, 1fr)",
        isSortable: true,
        isExtra: true,
        cell: (line) => <ShortMoment at={line.placed_at} zone={zone} />,
      },
    ],
    [t, zone, isOfEvent, pathHere],
  );
}
