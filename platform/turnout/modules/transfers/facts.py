"""Facts of ticket transfers."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferOffered(Fact):
    """A ticket was offered to somebody else, who has to accept it."""

    name: ClassVar[str] = "transfers.offered.v1"
    transfer_id: UUID
    order_id: UUID
    ticket_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferAccepted(Fact):
    """The ticket is somebody else's now, with a new code."""

    name: ClassVar[str] = "transfers.accepted.v1"
    transfer_id: UUID
    order_id: UUID
    ticket_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferEnded(Fact):
    """An offer is over: `outcome` is accepted, declined, withdrawn or expired."""

    name: ClassVar[str] = "transfers.ended.v1"
    transfer_id: UUID
    order_id: UUID
    ticket_id: UUID
    event_id: UUID
    outcome: str
