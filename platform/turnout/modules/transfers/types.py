"""Ticket transfers as they cross the module's border."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from turnout.kernel.values import from_attributes
from turnout.modules.transfers.models import TicketTransferRow


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferMailData:
    """One transfer for a mail about it. Paths begin with / and hold secrets."""

    transfer_id: UUID
    order_id: UUID
    order_number: str
    ticket_id: UUID
    event_id: UUID
    ticket_type: str
    state: str
    recipient_email: str
    holder_name: str
    holder_email: str
    """The holder, if they got the ticket by this transfer; else empty."""
    from_name: str
    from_email: str
    from_transfer_id: UUID | None
    """The transfer by which its sender had got it; None: they are the buyer."""
    from_path: str
    """The page of the ticket for its sender."""
    locale: str
    expires_at: datetime
    accept_path: str
    ticket_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOffer:
    """An offer as whoever has its link sees it."""

    component: ClassVar[str] = "OrdersOffered"
    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    ticket_type: str
    from_name: str
    recipient_email: str
    state: str
    expires_at: datetime
    form_version_id: UUID | None
    """The version of the form for the new holder; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAccepted:
    """The ticket is theirs: `transfer_id` and the secret that goes with it open it."""

    transfer_id: UUID
    ticket_id: UUID
    event_id: UUID
    holder_name: str
    holder_email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceAnswer(TransferAccepted):
    """An acceptance as the API answers it; the secret is derived again each time."""

    component: ClassVar[str] = "OrdersAccepted"
    secret: Annotated[str, "Opens the ticket to its new holder (Turnout-Ticket-Secret)."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """An offer as who made it sees it."""

    id: UUID
    order_id: UUID
    ticket_id: UUID
    event_id: UUID
    state: Annotated[str, "offered, accepted, declined, withdrawn or expired"]
    recipient_email: str
    offered_at: datetime
    expires_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, row: TicketTransferRow) -> Self:
        return from_attributes(cls, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """To whom a ticket is offered; the mail is in the language of who offers it."""

    email: str
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredTicket:
    """A ticket for whom it was transferred to; `code` is empty once the ticket is void."""

    component: ClassVar[str] = "OrdersHeldTicket"
    transfer_id: UUID
    ticket_id: UUID
    event_id: UUID
    ticket_type_id: UUID
    holder_name: str
    holder_email: str
    state: str
    code: Annotated[str, "The text of its QR code."] = field(repr=False)
    short_code: str = field(repr=False)
    answers: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderTicket(TransferredTicket):
    """A transferred ticket with its order and attendee, for modules and pages above."""

    order_id: UUID
    attendee_id: UUID
