"""Applications as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of


class ApplicationVerdict(StrEnum):
    APPROVED = "approved"
    DENIED = "denied"


class ApplicationState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DENIED = "denied"
    CANCELLED = "cancelled"
    """Nobody decided: its buyer took it back, or the order ended with its event."""
    LAPSED = "lapsed"
    """Nobody decided before the event started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDecision:
    """What was decided, with the organizer's words to the buyer."""

    decision: Annotated[str, one_of(ApplicationVerdict)]
    message: str
    decided_by: Annotated[str, "The actor, as the audit log names them."]
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTickets:
    """What an application asks for, of one ticket type."""

    ticket_type_id: UUID
    name: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Somebody who wants to come, with their answers."""

    id: UUID
    ticket_type_id: UUID
    name: str
    email: str
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An order that its buyer applied with; amounts are minor units of `currency`."""

    order_id: UUID
    event_id: UUID
    number: str
    state: Annotated[str, one_of(ApplicationState)]
    order_state: str
    currency: str
    total_minor: int
    buyer_name: str
    buyer_email: str
    applied_at: datetime
    expires_at: Annotated[
        datetime | None,
        "Until when it may be decided, and once approved paid; null when neither is so.",
    ]
    lines: list[WantedTickets]
    attendees: list[Applicant]
    answers: Annotated[dict[str, Any], "To the questions about the order as a whole."]
    decision: ApplicationDecision | None

    @classmethod
    def of(cls, **columns: Any) -> Self:
        """From a row, whose lists and decision are JSON."""
        return codec.convert(columns, cls, strict=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFigures:
    """How many applications of an event are in which state."""

    waiting: int = 0
    approved: int = 0
    denied: int = 0
    cancelled: int = 0
    lapsed: int = 0
