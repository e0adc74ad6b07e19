"""Whether tickets may become another ticket type, and an order that of another event. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.order_moves.types import Obstacle
from turnout.modules.orders import api as orders

CONFIRMED = "confirmed"
TICKET = "ticket"
ADD_ON = "add_on"
OPEN: Final = frozenset({events.State.PUBLISHED, events.State.LIVE})
WORDS: Final = {
    Obstacle.NOT_CONFIRMED: "The order is not confirmed.",
    Obstacle.NONE_OF_THE_TYPE: "The order has no such tickets.",
    Obstacle.SAME_TYPE: "They are of this ticket type already.",
    Obstacle.NOT_PLAIN: "One of the two is a pass, a table, a bundle or an add-on.",
    Obstacle.HAS_THE_OTHER: "The order has tickets of the other type already.",
    Obstacle.ADD_ON_GOES_WITH_IT: "The order has an add-on that goes with these tickets only.",
    Obstacle.PASSED_ON: "A ticket was passed on: it is its holder's.",
    Obstacle.INSIDE: "Somebody came in with one of these tickets.",
    Obstacle.OTHER_CURRENCY: "The other ticket type is not sold in the order's currency.",
    Obstacle.OTHER_TAX: "The other ticket type is taxed otherwise.",
    Obstacle.SAME_EVENT: "It is an order of this event already.",
    Obstacle.EVENT_NOT_OPEN: "The other event is not published, does not take place, or is over.",
    Obstacle.TYPE_LEFT_OUT: "One of the order's ticket types has no match in the other event.",
    Obstacle.TYPES_MEET: "Two of the order's ticket types would become one.",
}


def find_line(lines: Sequence[orders.SoldLine], ticket_type_id: UUID) -> orders.SoldLine | None:
    """The line of the type of which anything is left."""
    return next(
        (each for each in lines if each.ticket_type_id == ticket_type_id and each.left), None
    )


def obstacle_of_order(
    state: str, lines: Sequence[orders.SoldLine], *, from_id: UUID, to_id: UUID
) -> Obstacle | None:
    """What stands against it in the order."""
    if state != CONFIRMED:
        return Obstacle.NOT_CONFIRMED
    if find_line(lines, from_id) is None:
        return Obstacle.NONE_OF_THE_TYPE
    if from_id == to_id:
        return Obstacle.SAME_TYPE
    has_other = any(each.ticket_type_id == to_id for each in lines)
    return Obstacle.HAS_THE_OTHER if has_other else None


def obstacle_of_types(
    lines: Sequence[orders.SoldLine],
    offers: Mapping[UUID, catalog.Offer],
    *,
    from_id: UUID,
    to: catalog.Offer,
    currency: str,
) -> Obstacle | None:
    """What stands against it in the two ticket types, and in what else the order has."""
    line, source = find_line(lines, from_id), offers.get(from_id)
    if line is None or source is None or not (line.is_plain and is_plain(source) and is_plain(to)):
        return Obstacle.NOT_PLAIN
    others = [offers[each.ticket_type_id] for each in lines if each.ticket_type_id in offers]
    if any(_needs(each.requires_ticket_types, from_id, to.ticket_type_id) for each in others):
        return Obstacle.ADD_ON_GOES_WITH_IT
    if is_in_other(to, currency):
        return Obstacle.OTHER_CURRENCY
    return Obstacle.OTHER_TAX if _tax_of(source) != _tax_of(to) else None


def sold_in(offer: catalog.Offer, currency: str) -> catalog.Offer:
    """The ticket type as it is sold in the order's currency; in its own where it is not."""
    return catalog.in_currency(offer, currency) or offer


def is_in_other(offer: catalog.Offer, currency: str) -> bool:
    """Whether it costs something, in another currency than the order's."""
    return offer.kind != catalog.TicketTypeKind.FREE and offer.price.currency != currency


def _tax_of(offer: catalog.Offer) -> tuple[int, bool]:
    return offer.tax_rate_bp, offer.excludes_tax


def is_plain(offer: catalog.Offer) -> bool:
    """Whether one unit of it admits one person to the event, and nothing else."""
    return offer.sold_as == TICKET and offer.places == 1 and not offer.parts


def difference(line: orders.SoldLine, to: catalog.Offer) -> int:
    """What the other type costs more for all that is left of a line."""
    return (to.gross_minor - line.unit_minor) * line.left


def _needs(required: Collection[UUID], from_id: UUID, to_id: UUID) -> bool:
    return from_id in required and to_id not in required


def obstacle_of_event(
    order: orders.OrderSummary, to: events.EventBrief, *, now: datetime
) -> Obstacle | None:
    """What stands against it in the order and in the event that it would go to."""
    if order.state != CONFIRMED:
        return Obstacle.NOT_CONFIRMED
    if order.event_id == to.id:
        return Obstacle.SAME_EVENT
    is_over = to.ends_at is not None and to.ends_at <= now
    return Obstacle.EVENT_NOT_OPEN if to.state not in OPEN or is_over else None


def obstacle_of_lines(
    lines: Sequence[orders.SoldLine],
    offers: Mapping[UUID, catalog.Offer],
    to: Mapping[UUID, catalog.Offer],
    *,
    currency: str,
) -> Obstacle | None:
    """What stands against it in the lines; `to` has what each ticket type would become."""
    moving = [each for each in lines if each.left]
    if not moving:
        return Obstacle.NONE_OF_THE_TYPE
    if any(each.ticket_type_id not in to for each in moving):
        return Obstacle.TYPE_LEFT_OUT
    then = [
        to[each.ticket_type_id].ticket_type_id if each.left else each.ticket_type_id
        for each in lines
    ]
    if len(set(then)) < len(then):
        return Obstacle.TYPES_MEET
    found = (_obstacle_of_line(each, offers, to, currency=currency) for each in moving)
    return next((each for each in found if each is not None), None)


def _obstacle_of_line(
    line: orders.SoldLine,
    offers: Mapping[UUID, catalog.Offer],
    to: Mapping[UUID, catalog.Offer],
    *,
    currency: str,
) -> Obstacle | None:
    source, other = offers.get(line.ticket_type_id), to[line.ticket_type_id]
    if source is None or not _are_alike(line, source, other):
        return Obstacle.NOT_PLAIN
    hosts = set(other.requires_ticket_types)
    if hosts and hosts.isdisjoint(each.ticket_type_id for each in to.values()):
        return Obstacle.ADD_ON_GOES_WITH_IT
    if is_in_other(other, currency):
        return Obstacle.OTHER_CURRENCY
    return Obstacle.OTHER_TAX if _tax_of(source) != _tax_of(other) else None


def _are_alike(line: orders.SoldLine, source: catalog.Offer, to: catalog.Offer) -> bool:
    """Whether both are plain tickets, or both add-ons that admit nobody."""
    if line.is_plain:
        return is_plain(source) and is_plain(to)
    return not line.seats and is_plain_add_on(source) and is_plain_add_on(to)


def is_plain_add_on(offer: catalog.Offer) -> bool:
    """Whether one unit of it takes one place of its pool, and admits nobody."""
    return offer.sold_as == ADD_ON and offer.places == 0 and not offer.parts
