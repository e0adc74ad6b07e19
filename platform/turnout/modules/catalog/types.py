"""Ticket types as they are sold, storefronts and previews: frozen values that cross the border.

Answers about the storefront show each offer flat. In the API they bear the name of the stock's
module, where they once stood.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, NamedTuple, Self
from uuid import UUID

from marshmallow import fields

from turnout.kernel import codec
from turnout.kernel.http.answers import INTERNAL
from turnout.kernel.values import from_attributes
from turnout.modules.catalog.models import SaleState, SoldAs, TicketTypeKind
from turnout.modules.ticket_prices import api as ticket_prices
from turnout.modules.ticket_prices.api import OfferPrice
from turnout_sdk.money import Money

WHOLE_BP: Final = 10_000
SELLING: Final = frozenset({"published", "live"})
"""States in which an event sells."""
SHOWN: Final = SELLING | {"ended", "cancelled", "postponed"}
"""States in which an event has a page."""


class UnavailableReason(StrEnum):
    """Why a ticket type cannot be bought; the words are part of the API."""

    PAUSED = "paused"
    NOT_YET = "not-yet"
    OVER = "over"
    PART_GONE = "part-not-on-sale"
    SOLD_OUT = "sold-out"


REASONS: Final = ("event-closed", *map(str, UnavailableReason))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A ticket type's texts in one more language; what is empty falls back."""

    name: str = ""
    description: str = ""
    benefits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedEvent:
    """An event that a pass admits to, as buyers see it."""

    component: ClassVar = "InventoryAdmittedEvent"
    event_id: UUID
    title: str
    slug: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassEvent(AdmittedEvent):
    """The same for its organizers. One in the bin has the state `deleted`."""

    component: ClassVar = "CatalogPassEvent"
    state: str
    visibility: Annotated[str, INTERNAL] = "public"

    @property
    def has_public_page(self) -> bool:
        return self.visibility == "public" and self.state in SHOWN

    def takes_place_after(self, moment: datetime) -> bool:
        """Whether it is on sale by itself: announced, and not over."""
        return self.state in SELLING and self.ends_at is not None and moment < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopPart:
    """What one bundle contains of another ticket type."""

    component: ClassVar = "InventoryBundlePart"
    ticket_type_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePart(ShopPart):
    """The same with what a sale needs of that ticket type; of a pass, a ticket type it gives."""

    pool_id: UUID
    places: int
    state: str
    name: str
    needs_approval: bool = False
    event: PassEvent | None = None
    """Of a pass: the event of the ticket type."""

    def is_there(self, moment: datetime) -> bool:
        """Whether it can be sold as a part: a paused ticket type may, an archived one may not."""
        is_held = self.event is None or self.event.takes_place_after(moment)
        return is_held and self.state != SaleState.ARCHIVED


class OfferRow(NamedTuple):
    """A row of `OFFER_COLUMNS` in their order; relations and texts may follow them."""

    ticket_type_id: UUID
    pool_id: UUID
    name: str
    description: str
    kind: str
    price_minor: int
    currency: str
    tax_rate_bp: int
    minimum: int
    maximum: int
    sales_start_at: datetime | None
    sales_end_at: datetime | None
    state: str
    is_hidden: bool
    position: int
    version: int
    more: dict[str, Any] | None
    parts: list[dict[str, Any]] | None = None
    hosts: list[str] | None = None
    benefits: Sequence[str] = ()
    translations: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One ticket type as a buyer sees it. Prices include tax, unless it `excludes_tax`.

    The rate is in basis points. Of a donation the price is the suggested one.
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
    needs_approval: bool = False
    """Whoever buys it applies first, and the organizer approves or denies."""
    needs_code: bool = False
    """Of a hidden ticket type: only a discount code opens it, no link."""
    has_price_rules: bool = False
    """Its price is decided by rules; `price` is the list price, or what they made of it."""
    has_channel_settings: bool = False
    """Some sales channels sell no more than so many of it, or have places kept for them."""
    excludes_tax: bool = False
    """Its prices are net: the tax comes on top of each unit."""
    prices: ticket_prices.CurrencyPrices = field(default_factory=dict)
    own_price: Money | None = None
    """As it is sold in a further currency, or at a channel's price: its own price."""
    requires_ticket_types: tuple[UUID, ...] = ()
    """Of an add-on: the ticket types that it goes with."""
    parts: tuple[BundlePart, ...] = ()
    benefits: tuple[str, ...] = ()
    translations: Mapping[str, Wording] = field(default_factory=dict)

    @classmethod
    def of(cls, row: OfferRow) -> "Offer":
        return cls(
            ticket_type_id=row.ticket_type_id,
            pool_id=row.pool_id,
            name=row.name,
            description=row.description,
            kind=row.kind,
            price=Money(row.price_minor, row.currency),
            tax_rate_bp=row.tax_rate_bp,
            minimum=row.minimum,
            maximum=row.maximum,
            sales_start_at=row.sales_start_at,
            sales_end_at=row.sales_end_at,
            state=row.state,
            is_hidden=row.is_hidden,
            position=row.position,
            version=row.version,
            **ticket_prices.with_prices(row.more),
            parts=parts_of(row.parts),
            requires_ticket_types=hosts_of(row.hosts),
            benefits=tuple(row.benefits),
            translations=codec.convert(row.translations, dict[str, Wording])
            if row.translations
            else {},
        )

    def has_all_parts(self, now: datetime) -> bool:
        """Whether nothing is missing of a bundle or a pass at an instant; true of all else."""
        return all(part.is_there(now) for part in self.parts)

    def is_on_sale(self, now: datetime) -> bool:
        """Whether it may be bought at an instant: not paused, inside its window [start, end)."""
        return (
            self.state == SaleState.ON_SALE
            and (self.sales_start_at is None or self.sales_start_at <= now)
            and (self.sales_end_at is None or now < self.sales_end_at)
            and self.has_all_parts(now)
        )

    def with_tax(self, unit_minor: int) -> int:
        """What a unit is paid with at a stated price: tax that comes on top is added to it."""
        if not self.excludes_tax:
            return unit_minor
        return with_tax(unit_minor, tax_rate_bp=self.tax_rate_bp, currency=self.price.currency)

    @property
    def gross_minor(self) -> int:
        """What a unit is paid with at its price."""
        return self.with_tax(self.price.minor)

    @property
    def least_minor(self) -> int:
        """The least that a unit can be had for."""
        return (
            self.minimum_price_minor if self.kind == TicketTypeKind.DONATION else self.price.minor
        )

    @property
    def pool_usage(self) -> dict[UUID, int]:
        """What one unit takes: pool → number.

        A ticket takes its places, an add-on one. A bundle takes what its parts take, a pass its
        places of each of its events; and both take one of their own pool where that is none of
        theirs: so bundles and passes can be limited by themselves.
        """
        if not self.parts:
            return {self.pool_id: max(self.places, 1)}
        drawn: dict[UUID, int] = {}
        for part in self.parts:
            number = self.places if self.is_pass else part.quantity * max(part.places, 1)
            drawn[part.pool_id] = drawn.get(part.pool_id, 0) + number
        drawn.setdefault(self.pool_id, 1)
        return drawn

    @property
    def asks_approval(self) -> bool:
        """Whether it needs approval by itself, or by what a bundle or pass contains."""
        return self.needs_approval or any(part.needs_approval for part in self.parts)

    @property
    def is_pass(self) -> bool:
        return self.sold_as == SoldAs.PASS

    @property
    def admits_to(self) -> tuple[PassEvent, ...]:
        """Of a pass: its events, in order of time."""
        found = [part.event for part in self.parts if part.event is not None]
        return tuple(sorted(found, key=_by_time))

    @property
    def seats(self) -> dict[UUID, int]:
        """Whom one unit admits: ticket type → number of attendees.

        Those of a pass go to every one of its events, so they are named once.
        """
        if not self.parts or self.is_pass:
            return {self.ticket_type_id: self.places} if self.places else {}
        return {
            part.ticket_type_id: part.quantity * part.places for part in self.parts if part.places
        }

    def units_left(self, remaining: Mapping[UUID, int]) -> int:
        """How many units the pools still give; a pool that is not named has nothing left."""
        return max(0, min(remaining.get(pool, 0) // each for pool, each in self.pool_usage.items()))


def with_tax(net_minor: int, *, tax_rate_bp: int, currency: str) -> int:
    """A net price of one unit with its tax, rounded half up to the smallest amount that is paid."""
    step = ticket_prices.step_of(currency)
    whole = WHOLE_BP * step
    return (2 * net_minor * (WHOLE_BP + tax_rate_bp) + whole) // (2 * whole) * step


def parts_of(stored: Any) -> tuple[BundlePart, ...]:
    """The parts of a bundle or pass from their JSON; none of all else."""
    return codec.convert(stored, tuple[BundlePart, ...]) if stored else ()


def hosts_of(stored: Any) -> tuple[UUID, ...]:
    """The ticket types that an add-on goes with, from their JSON."""
    return tuple(UUID(each) for each in stored or ())


def _by_time(event: PassEvent) -> tuple[datetime, UUID]:
    return event.starts_at or datetime.max.replace(tzinfo=UTC), event.event_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StorefrontItem:
    """An offer in the visitor's language; `unavailable_reason` is None where it can be bought."""

    offer: Offer
    unavailable_reason: str | None
    left: int | None
    """Units left; None when there are more than we tell."""
    pricing: OfferPrice | None = None
    """By its price rules; the offer has the price as it is now. None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storefront:
    at: datetime
    is_open: bool
    items: tuple[StorefrontItem, ...]
    currency: str = ""
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPass(StorefrontItem):
    """A pass of a series, with the event whose checkout sells it."""

    event_id: UUID
    event_slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicketType:
    """What an organizer says about a ticket type; whether the price includes tax is the event's.

    `places` and `maximum_per_ticket` of None mean what is usual for `sold_as`; a bundle or a pass
    without a pool draws on the pools of its parts alone. The parts of a pass are ticket types of
    the events that it admits to.
    """

    name: str
    currency: str
    pool_id: UUID | None = None
    price_minor: int = 0
    kind: str = TicketTypeKind.PAID.value
    description: str = ""
    tax_rate_bp: int = 0
    minimum_per_order: int = 1
    maximum_per_order: int = 10
    sales_start_at: datetime | None = None
    sales_end_at: datetime | None = None
    is_hidden: bool = False
    sold_as: str = SoldAs.TICKET.value
    places: int | None = None
    minimum_price_minor: int = 0
    maximum_per_person: int | None = None
    maximum_per_ticket: int | None = None
    needs_approval: bool = False
    needs_code: bool = False
    excludes_tax: bool | None = None
    """None: as the event's other ticket types; the first one's says it for the event."""
    benefits: Sequence[str] = ()
    translations: Mapping[str, Any] = field(default_factory=dict)
    prices: Mapping[str, Any] = field(default_factory=dict)
    add_on_to: Sequence[UUID] = ()
    parts: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedItem:
    """What everybody is told of a ticket type."""

    id: UUID
    name: str
    description: str
    benefits: Sequence[str]
    kind: str
    sold_as: str
    price_minor: int
    minimum_price_minor: int
    currency: str
    prices: Annotated[
        Mapping[str, ticket_prices.CurrencyPrice], "In further currencies, by currency."
    ]
    tax_rate_bp: int
    excludes_tax: Annotated[bool, "Prices are net: the tax comes on top of each unit."]
    places: int
    minimum_per_order: int
    maximum_per_order: int
    maximum_per_person: int | None
    maximum_per_ticket: int | None
    needs_approval: Annotated[bool, "Buyers apply first; the organizer approves or denies."]
    add_on_to: Annotated[Sequence[UUID], "The ticket types that an add-on goes with."]
    parts: Annotated[Sequence[ShopPart], "What one bundle contains, or a pass gives."]
    sales_start_at: datetime | None
    sales_end_at: datetime | None
    state: str
    position: int

    @classmethod
    def of_offer(cls, offer: Offer, **more: Any) -> Self:
        return from_attributes(
            cls,
            offer,
            id=offer.ticket_type_id,
            price_minor=offer.price.minor,
            currency=offer.price.currency,
            minimum_per_order=offer.minimum,
            maximum_per_order=offer.maximum,
            add_on_to=offer.requires_ticket_types,
            **more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketType(PricedItem):
    """A ticket type with every language, for those who edit it."""

    pool_id: UUID
    is_hidden: bool
    needs_code: Annotated[bool, "Hidden, and only a discount code opens it."]
    has_price_rules: Annotated[bool, "`price_minor` is the list price; rules may lower it."]
    has_channel_settings: Annotated[bool, "Channels have limits or places of their own."]
    admits_to: Annotated[Sequence[PassEvent], "Of a pass: its events, in order of time."]
    version: int
    translations: Mapping[str, Wording]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopItem(PricedItem):
    """An offer in the visitor's language; whether it is available, and why not."""

    component: ClassVar = "InventoryShopItem"
    admits_to: Annotated[Sequence[AdmittedEvent], "Of a pass: its events, in order of time."]
    seats: Annotated[Mapping[UUID, int], "Attendees that one unit asks for, by ticket type."]
    is_available: bool
    why_not: Annotated[
        str | None,
        fields.String(required=True, allow_none=True, metadata={"enum": (*REASONS, None)}),
    ]
    left: Annotated[int | None, "Units left; null when there are many."]
    pricing: Annotated[OfferPrice | None, "How price rules make `price_minor`; null without one."]

    @classmethod
    def of(cls, item: StorefrontItem, **more: Any) -> Self:
        return cls.of_offer(
            item.offer,
            is_available=item.unavailable_reason is None,
            why_not=item.unavailable_reason,
            left=item.left,
            pricing=item.pricing,
            **more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPassItem(ShopItem):
    """A pass with the event that sells it."""

    component: ClassVar = "InventorySeriesPass"
    event_id: UUID
    event_slug: str

    @classmethod
    def of_pass(cls, found: SeriesPass) -> "SeriesPassItem":
        return cls.of(found, event_id=found.event_id, event_slug=found.event_slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    component: ClassVar = "InventoryShop"
    at: datetime
    is_open: bool
    currency: Annotated[str, "Of the prices; empty where nothing is sold."]
    currencies: Annotated[Sequence[str], "In which the event is sold, its own first."]
    items: list[ShopItem]

    @classmethod
    def of(cls, shop: Storefront) -> "Shop":
        items = [ShopItem.of(item) for item in shop.items]
        return from_attributes(cls, shop, items=items)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTax:
    """How the prices of an event are meant: all of its ticket types state them alike."""

    component: ClassVar = "CatalogTicketTax"
    event_id: UUID
    excludes_tax: Annotated[bool, "Prices are net: the tax comes on top of each unit."]
