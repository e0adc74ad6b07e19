// The columns of the list of orders, by the names that saved views have for them.
import { useMemo } from "react";
import { Link } from "react-router";
import type { Column } from "../../../ui/DataTable";
import { useEventIfAny } from "../shell/event";
import { useColumnAmount } from "../shell/money";
import { ShortMoment, useListZone } from "../parts/ShortMoment";
import { isChannel } from "./list-filter";
import { EventTitle, MoneyStateMark, OrderStateMark, TagMarks, TicketTypeNames } from "./marks";
import { usePathHere } from "./places";
import type { FoundOrder } from "./queries";
import { useOrderTexts } from "./texts";

/** The API's sort by a column → the column. */
export const SORT_COLUMNS = { name: "buyer_name" } as const;

export function useOrderColumns(): readonly Column<FoundOrder>[] {
  const t = useOrderTexts();
  const amount = useColumnAmount();
  const zone = useListZone();
  const isOfEvent = useEventIfAny() !== null;
  const pathHere = usePathHere();
  return useMemo(
    () => [
      {
        id: "buyer_name",
        title: t("column.buyer"),
        width: "minmax(9rem, 2fr)",
        isName: true,
        isSortable: true,
        cell: (order) => (
          <span className="list-name">
            <Link to={pathHere(`orders/${order.id}`)}>
              <bdi>{order.buyer_name || order.buyer_email || order.number}</bdi>
            </Link>
            <span className="list-name__more">{order.number}</span>
          </span>
        ),
      },
      {
        id: "number",
        title: t("column.number"),
        width: "11.5rem",
        isExtra: true,
        cell: (order) => <span className="order-number">{order.number}</span>,
      },
      {
        id: "buyer_email",
        title: t("column.email"),
        width: "minmax(9rem, 1.5fr)",
        isExtra: true,
        cell: (order) => <bdi>{order.buyer_email}</bdi>,
      },
      {
        id: "placed_at",
        title: t("column.placed"),
        width: "minmax(10rem, 1fr)",
        isSortable: true,
        cell: (order) => <ShortMoment at={order.placed_at} zone={zone} />,
      },
      {
        id: "event",
        title: t("column.event"),
        width: "minmax(6rem, 1.5fr)",
        isExtra: isOfEvent,
        cell: (order) => <EventTitle id={order.event_id} />,
      },
      {
        id: "ticket_types",
        title: t("column.ticketTypes"),
        width: "minmax(7rem, 1.2fr)",
        isExtra: !isOfEvent,
        cell: (order) => <TicketTypeNames eventId={order.event_id} ids={order.ticket_type_ids} />,
      },
      {
        id: "state",
        title: t("column.state"),
        width: "minmax(7.5rem, 1fr)",
        cell: (order) => <OrderStateMark state={order.state} />,
      },
      {
        id: "money_state",
        title: t("column.money"),
        width: "9rem",
        isExtra: true,
        cell: (order) => <MoneyStateMark state={order.money_state} />,
      },
      {
        id: "tags",
        title: t("column.tags"),
        width: "minmax(4rem, 1fr)",
        cell: (order) => <TagMarks ids={order.tag_ids} />,
      },
      {
        id: "attendees",
        title: t("column.attendees"),
        width: "6rem",
        align: "end",
        isExtra: true,
        cell: (order) => order.attendee_count,
      },
      {
        id: "checked_in",
        title: t("column.checkedIn"),
        width: "7rem",
        align: "end",
        isExtra: true,
        cell: (order) => `${order.checked_in_count} / ${order.attendee_count}`,
      },
      {
        id: "channel",
        title: t("column.channel"),
        width: "9rem",
        isExtra: true,
        cell: ({ channel }) => (isChannel(channel) ? t(`channel.${channel}`) : channel),
      },
      {
        id: "confirmed_at",
        title: t("column.confirmed"),
        width: "minmax(9.5rem, 1fr)",
        isExtra: true,
        cell: (order) => order.confirmed_at !== null && <ShortMoment at={order.confirmed_at} zone={zone} />,
      },
      {
        id: "paid",
        title: t("column.paid"),
        width: "7rem",
        align: "end",
        isExtra: true,
        cell: (order) => amount(order.paid_minor, order.currency),
      },
      {
        id: "refunded",
        title: t("column.refunded"),
        width: "7rem",
        align: "end",
        isExtra: true,
        cell: (order) => order.refunded_minor > 0 && amount(order.refunded_minor, order.currency),
      },
      {
        id: "total",
        title: t("column.total"),
        width: "minmax(5.5rem, 0.7fr)",
        align: "end",
        isSortable: true,
        cell: (order) => amount(order.total_minor, order.currency),
      },
    ],
    [t, amount, zone, isOfEvent, pathHere],
  );
}
