"""Whether tickets of an order may become another ticket type. Pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from turnout.modules.catalog import api as catalog
from turnout.modules.order_moves.types import Obstacle
from turnout.modules.orders import api as orders

CONFIRMED = "confirmed"
TICKET = "ticket"
WORDS: Final = {
    Obstacle.NOT_CONFIRMED: "The order is not confirmed.",
    Obstacle.NONE_OF_THE_TYPE: "The order has no such tickets.",
    Obstacle.SAME_TYPE: "They are of this ticket type already.",
    Obstacle.NOT_PLAIN: "One of the two is a pass, a table, a bundle or an add-on.",
    Obstacle.HAS_THE_OTHER: "The order has tickets of the other type already.",
    Obstacle.ADD_ON_GOES_WITH_IT: "The order has an add-on that goes with these tickets only.",
    Obstacle.PASSED_ON: "A ticket was passed on: it is its holder's.",
    Obstacle.INSIDE: "Somebody came in with one of these tickets.",
    Obstacle.OTHER_CURRENCY: "The other ticket type is sold in another currency.",
    Obstacle.OTHER_TAX: "The other ticket type is taxed otherwise.",
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
) -> Obstacle | None:
    """What stands against it in the two ticket types, and in what else the order has."""
    line, source = find_line(lines, from_id), offers.get(from_id)
    if line is None or source is None or not (line.is_plain and is_plain(source) and is_plain(to)):
        return Obstacle.NOT_PLAIN
    others = [offers[each.ticket_type_id] for each in lines if each.ticket_type_id in offers]
    if any(_needs(each.requires_ticket_types, from_id, to.ticket_type_id) for each in others):
        return Obstacle.ADD_ON_GOES_WITH_IT
    if source.price.currency != to.price.currency:
        return Obstacle.OTHER_CURRENCY
    return Obstacle.OTHER_TAX if source.tax_rate_bp != to.tax_rate_bp else None


def is_plain(offer: catalog.Offer) -> bool:
    """Whether one unit of it admits one person to the event, and nothing else."""
    return offer.sold_as == TICKET and offer.places == 1 and not offer.parts


def difference(line: orders.SoldLine, to: catalog.Offer) -> int:
    """What the other type costs more for all that is left of a line."""
    return (to.price.minor - line.unit_minor) * line.left


def _needs(required: Collection[UUID], from_id: UUID, to_id: UUID) -> bool:
    return from_id in required and to_id not in required
