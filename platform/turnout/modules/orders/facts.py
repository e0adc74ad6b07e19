"""Facts of a purchase."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Fact):
    name: ClassVar[str] = "orders.placed.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderConfirmed(Fact):
    """The places are the buyer's and the tickets are issued."""

    name: ClassVar[str] = "orders.confirmed.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExpired(Fact):
    name: ClassVar[str] = "orders.expired.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(Fact):
    name: ClassVar[str] = "orders.cancelled.v1"
    order_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefunded(Fact):
    """Money went back, in full or in part."""

    name: ClassVar[str] = "orders.refunded.v1"
    order_id: UUID
    event_id: UUID
    refund_id: UUID
    amount_minor: int
    currency: str
