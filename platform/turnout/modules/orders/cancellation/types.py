"""Cancellations by buyers as they cross the module's border: what comes back, and what came."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellableItemQuote:
    """Tickets that are cancelled together, and the amount refunded for them alone, minor units."""

    component: ClassVar[str] = "OrdersPiece"
    ticket_ids: list[UUID]
    amount_minor: int
    refusal: str | None
    """Why not: inside, begun, passed-on, no-refund; None where it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationQuote:
    """The refund of a cancellation; minor units of `currency`. `refusal` is NotReturnable's."""

    component: ClassVar[str] = "OrdersQuote"
    order_id: UUID
    currency: str
    ticket_ids: list[UUID]
    is_whole: bool
    amount_minor: Annotated[int, "Comes back, exactly."]
    kept_minor: Annotated[int, "Was paid for it and does not."]
    refusal: Annotated[str | None, "state, begun, inside, passed-on, nothing-left or no-refund"]
    pieces: Annotated[
        list[CancellableItemQuote],
        "What can be given back by itself; some tickets go together.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationResult:
    """The order after a cancellation, the tickets cancelled and the amount refunded for them."""

    component: ClassVar[str] = "OrdersCancelled"
    order_id: UUID
    state: str
    ticket_ids: list[UUID]
    amount_minor: int
    currency: str
