"""Questions that modules above answer for the catalog, which stands below them.

The stock says what is left of capacity pools; price rules say what ticket types cost.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.catalog.types import Offer
from turnout.modules.ticket_prices.api import THE_WEB, OfferPrice, Seller

REMAINING: Final = Hook[Callable[[Transaction, Sequence[UUID]], Mapping[UUID, int]]]()
"""Counts what is left of each pool, in one statement; a pool that is not named has nothing left."""
PLACES: Final = Hook[Callable[[Transaction, Sequence[UUID]], Mapping[UUID, tuple[int, int]]]]()
"""Counts the places of each pool, and how many of them are held or sold, in one statement."""
PRICES: Final = Hook[
    Callable[[Transaction, Sequence[Offer], datetime], Mapping[UUID, OfferPrice]]
]()
"""Says what ticket types cost at an instant; asked of those that have price rules."""

SOLD_BY: Final = Hook[Callable[[Transaction, Sequence[Offer], Seller], Sequence[Offer]]]()
"""Leaves what can be had of a seller, at their prices; asked where channels have settings."""


def sold_by(tx: Transaction, offers: Sequence[Offer], seller: Seller = THE_WEB) -> Sequence[Offer]:
    """What a seller sells, at their prices, counted by what they can sell; see `SOLD_BY`."""
    for ask in SOLD_BY:
        if any(each.has_channel_settings for each in offers):
            offers = ask(tx, offers, seller)
    return offers


def remaining(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Count the places that are left of each pool."""
    return {pool: left for count in REMAINING for pool, left in count(tx, pool_ids).items()}


def places_of(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """(places, how many of them are held or sold) of each pool."""
    return {pool: counts for count in PLACES for pool, counts in count(tx, pool_ids).items()}


def prices_of(tx: Transaction, offers: Sequence[Offer], at: datetime) -> dict[UUID, OfferPrice]:
    """What those of the ticket types cost that have price rules; nothing is asked without one."""
    ruled = [each for each in offers if each.has_price_rules]
    return {
        type_id: price for ask in PRICES if ruled for type_id, price in ask(tx, ruled, at).items()
    }
