"""Currencies of an event and the prices in them, as they cross the module's border."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceInCurrency:
    """What a ticket type costs in a currency, minor units of it."""

    component: ClassVar = "EventCurrencyPrice"
    ticket_type_id: UUID
    price_minor: int
    minimum_price_minor: Annotated[int, "The least of a donation."]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCurrency:
    """A currency in which an event is sold."""

    component: ClassVar = "EventCurrency"
    currency: str
    currency_digits: Annotated[int, "After the currency's unit."]
    is_own: Annotated[bool, "The currency of the ticket types; others stand beside it."]
    prices: Annotated[Sequence[PriceInCurrency], "Of the ticket types that are sold in it."]
    unpriced: Annotated[Sequence[UUID], "Ticket types that cost something and are not sold in it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrice:
    """What an organizer says about a ticket type in a currency."""

    ticket_type_id: UUID
    price_minor: int
    minimum_price_minor: int = 0
    version: int | None = None
    """Of the ticket type as the editor saw it."""
