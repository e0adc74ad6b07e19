"""Tickets, their holders and what their PDF needs besides: frozen values."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.modules.tickets.codes import barcode_number, short_code
from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """A seat to issue a ticket for, in the order in which the buyer named them."""

    attendee_id: UUID
    ticket_type_id: UUID
    holder_name: str
    holder_email: str
    event_id: UUID | None = None
    """Where it admits to, if that is not the event of what it is issued for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One place for one person. `nonce` makes its code; it changes with the ticket's holder."""

    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    reference: UUID
    attendee_id: UUID
    holder_name: str
    holder_email: str
    nonce: bytes
    state: str
    issued_at: datetime
    voided_at: datetime | None
    void_reason: str | None
    position: int
    transfer_id: UUID | None = None
    """The transfer by which its holder got it; None: it is still the buyer's."""
    holder_user_id: UUID | None = None

    @classmethod
    def of(cls, *, nonce: bytes, **columns: Any) -> "Ticket":
        return cls(nonce=bytes(nonce), **columns)

    @property
    def is_transferred(self) -> bool:
        return self.transfer_id is not None

    @property
    def is_valid(self) -> bool:
        return self.state == "valid"

    @property
    def short_code(self) -> str:
        return short_code(self.nonce)

    @property
    def barcode_number(self) -> str:
        return barcode_number(self.nonce)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHolder:
    """Who gets a ticket, and by which transfer."""

    name: str
    email: str
    transfer_id: UUID | None = None
    user_id: UUID | None = None
    """Their account, if they were signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Whose calendar: the buyer's of a reference, or that of whom a transfer gave one ticket.

    `sequence` is what the caller counted of changes that tickets do not know; `is_over`: the
    holder is another now, whatever the tickets say.
    """

    reference: UUID
    transfer_id: UUID | None = None
    ticket_id: UUID | None = None
    sequence: int = 0
    is_over: bool = False

    @property
    def key(self) -> UUID:
        return self.transfer_id or self.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEvent:
    """How many valid tickets of an event a holding has, and how often that may have changed."""

    event_id: UUID
    count: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMessage:
    """An iTIP message about one event: a request, or a cancellation of what was requested."""

    event_id: UUID
    method: str
    content: bytes = field(repr=False)
    is_held: bool
    """Whether the holding admits to the event still; if so, it is the event that is off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicketBarcodes:
    """What stands on an event's PDF tickets beside the QR code."""

    has_code_128: bool
    has_pdf417: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketBarcodes:
    """The same with the version that guards it; 0: nobody has chosen yet."""

    component: ClassVar = "TicketsBarcodes"
    event_id: UUID
    has_code_128: Annotated[bool, "The barcode number as Code 128."] = False
    has_pdf417: Annotated[bool, "The signed ticket code as PDF417."] = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A ticket type's name and the price of one, as the order froze them."""

    name: str
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions:
    """Parts of the PDF that the order knows: its number, its lines, the reader's language."""

    order_number: str
    lines: Mapping[UUID, PdfLine]
    """By ticket type."""
    language: str = "en"
    has_notes: bool = True
    """Whether it says how a ticket is shown at the entrance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKey:
    component: ClassVar = "TicketsPublicKey"
    key_id: Annotated[str, "The second part of a code, before the dot."]
    public_key: Annotated[str, "Ed25519, 32 bytes in base64."]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKeys:
    """The public keys that prove an event's codes."""

    component: ClassVar = "TicketsPublicKeys"
    items: list[EventKey]

    @classmethod
    def of(cls, keys: Mapping[str, bytes]) -> "EventKeys":
        encoded = {kid: base64.b64encode(key).decode() for kid, key in keys.items()}
        return cls(items=[EventKey(key_id=kid, public_key=key) for kid, key in encoded.items()])
