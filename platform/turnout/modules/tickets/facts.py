"""Facts of tickets."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsIssued(Fact):
    """`count` tickets were issued for one reference."""

    name: ClassVar[str] = "tickets.issued.v1"
    reference: UUID
    event_id: UUID
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsVoided(Fact):
    """The tickets of a reference (or some of them) no longer admit anybody."""

    name: ClassVar[str] = "tickets.voided.v1"
    reference: UUID
    event_id: UUID
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCodesRenewed(Fact):
    """Tickets of a reference have new codes; the old ones admit nobody."""

    name: ClassVar[str] = "tickets.codes-renewed.v1"
    reference: UUID
    event_id: UUID
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred(Fact):
    """A ticket has another holder and a new code; the old one admits nobody."""

    name: ClassVar[str] = "tickets.transferred.v1"
    ticket_id: UUID
    reference: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketBarcodesChanged(Fact):
    """Other bar codes stand beside the QR code on an event's PDF tickets."""

    name: ClassVar[str] = "tickets.barcodes-changed.v1"
    event_id: UUID
