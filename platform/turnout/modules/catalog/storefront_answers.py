"""Answers about the storefront: each offer flat, with what a visitor needs to choose it.

In the API they bear the name of the stock's module, where they once stood.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from marshmallow import fields

from turnout.modules.catalog.types import (
    PassEvent,
    PreviewedStorefront,
    SeriesPass,
    Storefront,
    StorefrontItem,
)

REASONS = ["event-closed", "paused", "not-yet", "over", "part-not-on-sale", "sold-out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopPart:
    """What one bundle contains of another ticket type."""

    component: ClassVar = "InventoryBundlePart"
    ticket_type_id: UUID
    quantity: int


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

    @classmethod
    def of(cls, event: PassEvent) -> "AdmittedEvent":
        return cls(**{name: getattr(event, name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopItem:
    """An offer in the visitor's language; whether it is available, and why not."""

    component: ClassVar = "InventoryShopItem"
    id: UUID
    name: str
    description: str
    benefits: list[str]
    kind: str
    sold_as: str
    price_minor: int
    minimum_price_minor: int
    currency: str
    tax_rate_bp: int
    places: int
    minimum_per_order: int
    maximum_per_order: int
    maximum_per_person: int | None
    maximum_per_ticket: int | None
    add_on_to: list[UUID]
    parts: list[ShopPart]
    admits_to: Annotated[list[AdmittedEvent], "Of a pass: its events, in order of time."]
    seats: Annotated[
        dict[UUID, int],
        fields.Dict(
            keys=fields.UUID(),
            values=fields.Integer(),
            required=True,
            dump_only=True,
            metadata={"description": "Attendees that one unit asks for, by ticket type."},
        ),
    ]
    sales_start_at: Annotated[datetime | None, fields.DateTime(required=True)]
    sales_end_at: Annotated[datetime | None, fields.DateTime(required=True)]
    state: str
    position: int
    is_available: Annotated[bool, fields.Boolean(required=True, dump_only=True)]
    why_not: Annotated[
        str | None, fields.String(required=True, allow_none=True, metadata={"enum": REASONS})
    ]
    left: Annotated[int | None, "Units left; null when there are many."]

    @classmethod
    def of(cls, item: StorefrontItem) -> "ShopItem":
        offer = item.offer
        return ShopItem(
            id=offer.ticket_type_id,
            name=offer.name,
            description=offer.description,
            benefits=list(offer.benefits),
            kind=offer.kind,
            sold_as=offer.sold_as,
            price_minor=offer.price.minor,
            minimum_price_minor=offer.minimum_price_minor,
            currency=offer.price.currency,
            tax_rate_bp=offer.tax_rate_bp,
            places=offer.places,
            minimum_per_order=offer.minimum,
            maximum_per_order=offer.maximum,
            maximum_per_person=offer.maximum_per_person,
            maximum_per_ticket=offer.maximum_per_ticket,
            add_on_to=list(offer.requires_ticket_types),
            parts=[
                ShopPart(ticket_type_id=part.ticket_type_id, quantity=part.quantity)
                for part in offer.parts
            ],
            admits_to=[AdmittedEvent.of(event) for event in offer.admits_to],
            seats=offer.seats,
            sales_start_at=offer.sales_start_at,
            sales_end_at=offer.sales_end_at,
            state=offer.state,
            position=offer.position,
            is_available=item.unavailable_reason is None,
            why_not=item.unavailable_reason,
            left=item.left,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPassItem(ShopItem):
    """A pass with the event that sells it."""

    component: ClassVar = "InventorySeriesPass"
    event_id: UUID
    event_slug: str

    @classmethod
    def of_pass(cls, found: SeriesPass) -> "SeriesPassItem":
        item = ShopItem.of(found)
        shown = {name: getattr(item, name) for name in ShopItem.__slots__}
        return cls(**shown, event_id=found.event_id, event_slug=found.event_slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    component: ClassVar = "InventoryShop"
    at: datetime
    is_open: bool
    items: list[ShopItem]

    @classmethod
    def of(cls, shop: Storefront) -> "Shop":
        items = [ShopItem.of(item) for item in shop.items]
        return cls(at=shop.at, is_open=shop.is_open, items=items)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedShop:
    """The storefront with what its visitor wants to know of the event, which may be a draft."""

    component: ClassVar = "InventoryPreviewedShop"
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    shop: Shop

    @classmethod
    def of(cls, found: PreviewedStorefront) -> "PreviewedShop":
        return cls(
            title=found.title,
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            time_zone=found.time_zone,
            shop=Shop.of(found.shop),
        )
