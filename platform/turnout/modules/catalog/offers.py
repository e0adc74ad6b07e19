"""A ticket type as it is sold: one record, without a database behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from turnout.modules.catalog.models import Kind, SaleState, SoldAs
from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A ticket type's texts in one more language; what is empty falls back."""

    name: str = ""
    description: str = ""
    benefits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one bundle contains of another ticket type."""

    ticket_type_id: UUID
    quantity: int
    pool_id: UUID
    places: int
    state: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One ticket type as a buyer sees it. Prices include tax; the rate is in basis points.

    Of a donation the price is the suggested one.
    """

    ticket_type_id: UUID
    pool_id: UUID
    name: str
    description: str
    kind: str
    price: Money
    tax_rate_bp: int
    minimum: int
    maximum: int
    sales_start_at: datetime | None
    sales_end_at: datetime | None
    state: str
    is_hidden: bool
    position: int
    version: int
    sold_as: str = SoldAs.TICKET.value
    places: int = 1
    """Attendees of one unit: 8 for a table of eight, 0 for an add-on that admits nobody."""
    minimum_price_minor: int = 0
    """The least a donor may give, in minor units."""
    maximum_per_person: int | None = None
    maximum_per_ticket: int | None = None
    """Of an add-on: how many for each ticket that it goes with."""
    hosts: tuple[UUID, ...] = ()
    """Of an add-on: the ticket types that it goes with."""
    parts: tuple[Part, ...] = ()
    benefits: tuple[str, ...] = ()
    translations: Mapping[str, Wording] = field(default_factory=dict)

    def is_on_sale(self, now: datetime) -> bool:
        """Whether it may be bought at an instant: not paused, inside its window [start, end)."""
        return (
            self.state == SaleState.ON_SALE
            and (self.sales_start_at is None or self.sales_start_at <= now)
            and (self.sales_end_at is None or now < self.sales_end_at)
            and all(part.state != SaleState.ARCHIVED for part in self.parts)
        )

    @property
    def least_minor(self) -> int:
        """The least that a unit can be had for."""
        return self.minimum_price_minor if self.kind == Kind.DONATION else self.price.minor

    @property
    def draws(self) -> dict[UUID, int]:
        """What one unit takes: pool → number.

        A ticket takes its places, an add-on one. A bundle takes what its parts take, and one
        of its own pool where that is none of theirs: so bundles can be limited by themselves.
        """
        if not self.parts:
            return {self.pool_id: max(self.places, 1)}
        drawn: dict[UUID, int] = {}
        for part in self.parts:
            drawn[part.pool_id] = drawn.get(part.pool_id, 0) + part.quantity * max(part.places, 1)
        drawn.setdefault(self.pool_id, 1)
        return drawn

    @property
    def seats(self) -> dict[UUID, int]:
        """Whom one unit admits: ticket type → number of attendees."""
        if not self.parts:
            return {self.ticket_type_id: self.places} if self.places else {}
        return {
            part.ticket_type_id: part.quantity * part.places for part in self.parts if part.places
        }

    def units_left(self, remaining: Mapping[UUID, int]) -> int:
        """How many units the pools still give; a pool that is not named has nothing left."""
        return max(0, min(remaining.get(pool, 0) // each for pool, each in self.draws.items()))
