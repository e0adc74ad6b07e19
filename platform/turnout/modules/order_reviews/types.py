"""Orders under review as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of
from turnout.modules.fraud_rules.api import ReviewReason, ReviewVerdict


class ReviewState(StrEnum):
    WAITING = "waiting"
    """Held: its buyer may still fill it in or pay it."""
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    """Nobody decided: its buyer gave it up, or it ended with its event or its payment."""
    LAPSED = "lapsed"
    """Nobody decided in time, or its buyer never finished it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """What was decided, why, and what the buyer was told."""

    verdict: Annotated[str, one_of(ReviewVerdict)]
    reason: str
    message: str
    decided_by: Annotated[str, "The actor, as the audit log names them."]
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedTickets:
    """What an order under review asks for, of one ticket type."""

    ticket_type_id: UUID
    name: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerOrder:
    """Another order of the same address, at any event of the organization."""

    order_id: UUID
    event_id: UUID
    number: str
    order_state: str
    money_state: str
    currency: str
    total_minor: int
    placed_at: datetime
    is_same_event: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReview:
    """An order that is held, and why; amounts are minor units of `currency`."""

    component: ClassVar[str] = "OrderReview"

    order_id: UUID
    event_id: UUID
    number: str
    state: Annotated[str, one_of(ReviewState)]
    order_state: str
    money_state: str
    currency: str
    total_minor: int
    paid_minor: int
    refunded_minor: int
    buyer_name: str
    buyer_email: str
    placed_at: datetime
    opened_at: datetime
    decide_by: Annotated[
        datetime | None,
        "When it ends by itself; null while it is not complete and paid, and once it is over.",
    ]
    network: Annotated[str, "From where it was placed; empty where that is not known."]
    reasons: list[ReviewReason]
    lines: list[ReviewedTickets]
    former_count: Annotated[int, "Other orders of the same address, whatever became of them."]
    decision: ReviewDecision | None
    former: Annotated[
        list[FormerOrder], "The newest of them; only of a review that is asked for alone."
    ] = field(default_factory=list)

    @classmethod
    def of(cls, **columns: Any) -> Self:
        """From a row, whose lists and decision are JSON."""
        return codec.convert(columns, cls, strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReviewFigures:
    """How many orders of an event are, or were, under review, by state."""

    component: ClassVar[str] = "OrderReviewFigures"

    waiting: int = 0
    approved: int = 0
    refused: int = 0
    cancelled: int = 0
    lapsed: int = 0
