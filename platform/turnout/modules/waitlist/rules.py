"""What the waitlist decides: who is next, until when an offer stands, who may join. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError
from turnout.modules.catalog import api as catalog
from turnout.modules.waitlist.types import EntryState, WaitlistSettings

LEAST_OFFER_MINUTES: Final = 15
MOST_OFFER_MINUTES: Final = 14 * 24 * 60
MOST_QUANTITY: Final = 100
SELLING: Final = ("published", "live")
OPEN: Final = (EntryState.UNCONFIRMED, EntryState.WAITING, EntryState.OFFERED)
"""States from which an entry may still get tickets by itself."""
LAST_CHANCE: Final = 4
"""A quarter of an offer's time is left when its holder is reminded."""
SHORTEST_REMINDED: Final = timedelta(hours=2)


class Priority(StrEnum):
    """Classes in which people wait; within one counts the order of arrival."""

    VIP = "vip"
    EARLY_BIRD = "early_bird"
    STANDARD = "standard"


RANKS: Final = {each: rank for rank, each in enumerate(Priority)}


def next_offers(queue: Iterable[int], untaken: int) -> int:
    """How many of a queue get an offer: `queue` is the places each wants, the first first.

    Nobody jumps: where the first wants more than there is, the others wait as well.
    """
    offered = 0
    for places in queue:
        if places > untaken:
            break
        untaken -= places
        offered += 1
    return offered


def deadline(now: datetime, *, minutes: int, ends: Iterable[datetime | None]) -> datetime:
    """Until when an offer made now stands: never past the end of the sale or a former offer."""
    return min(now + timedelta(minutes=minutes), *(each for each in ends if each is not None))


def remind_at(offered_at: datetime, expires_at: datetime) -> datetime | None:
    """When its holder is reminded of an offer; None: it is too short for another mail."""
    lasts = expires_at - offered_at
    return expires_at - lasts / LAST_CHANCE if lasts >= SHORTEST_REMINDED else None


def can_be_waited_for(offer: catalog.Offer) -> bool:
    """Tickets only, also tables and hidden ones: add-ons, bundles and passes have no list."""
    return offer.sold_as == catalog.SoldAs.TICKET and not offer.parts and not offer.needs_code


def pool_and_places(offer: catalog.Offer, quantity: int) -> tuple[UUID, int]:
    """The pool that a ticket type draws on, and what so many units take of it."""
    [(pool_id, each)] = offer.pool_usage.items()
    return pool_id, each * quantity


def automatic_types(
    offers: Sequence[catalog.Offer], settings: WaitlistSettings, *, now: datetime
) -> list[UUID]:
    """The ticket types whose freed places go to the waitlist first, while they are on sale."""
    return [
        each.ticket_type_id
        for each in offers
        if can_be_waited_for(each)
        and settings.freed_first_for(each.ticket_type_id)
        and each.is_on_sale(now)
    ]


def quantity_faults(
    offer: catalog.Offer, settings: WaitlistSettings, quantity: int
) -> list[FieldError]:
    """What is wrong with the number of tickets that somebody would wait for."""
    most = min(offer.maximum, settings.most_quantity, offer.maximum_per_person or offer.maximum)
    least = min(max(offer.minimum, 1), most)
    if least <= quantity <= most:
        return []
    says = f"Please select {least} to {most} tickets of this type."
    return [FieldError("/quantity", says, "out-of-range")]
