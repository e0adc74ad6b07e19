"""Tickets as they are handed out: codes and files."""

from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCode:
    """A ticket as its buyer hands it out."""

    id: UUID
    attendee_id: UUID
    event_id: UUID
    ticket_type_id: UUID
    holder_name: Annotated[str, "Empty when somebody else holds it."]
    state: str
    is_transferred: Annotated[bool, "Somebody else holds it, with another code."]
    code: Annotated[
        str | None,
        "The text of the QR code; null for a ticket that does not admit or was transferred.",
    ] = field(repr=False)
    short_code: Annotated[str | None, "The same to type by hand."] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFile:
    """A file of an order's tickets, and the order's number to call it by."""

    name: str
    content: bytes = field(repr=False)
