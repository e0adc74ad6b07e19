"""Decisions of tickets: pure, no clock, no I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.ids import CROCKFORD
from turnout.modules.tickets.codes import NONCE_BYTES
from turnout_sdk.money import Money

SHORT_CODE_BYTES: Final = 5
SHORT_CODE_LETTERS: Final = 8
REFUNDED: Final = "refunded"
ENTRY_NOTES: Final = (
    "Show this page at the entrance, on paper or on a screen.",
    "The code admits one person once. Keep it to yourself: whoever shows it first gets in.",
)
_READ_AS: Final = str.maketrans("ILO", "110")


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

    @property
    def is_transferred(self) -> bool:
        return self.transfer_id is not None

    @property
    def is_valid(self) -> bool:
        return self.state == "valid"

    @property
    def short_code(self) -> str:
        return short_code(self.nonce)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHolder:
    """Who gets a ticket, and by which transfer."""

    name: str
    email: str
    transfer_id: UUID | None = None
    user_id: UUID | None = None
    """Their account, if they were signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A ticket type's name and the price of one, as the order froze them."""

    name: str
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions:
    """What tickets do not know themselves: the order's number, its lines, the reader's language."""

    order_number: str
    lines: Mapping[UUID, PdfLine]
    """By ticket type."""
    language: str = "en"
    notes: Sequence[str] = ENTRY_NOTES


def state_for(reason: str) -> str:
    """The state of a ticket that is voided for this reason."""
    return REFUNDED if reason == REFUNDED else "void"


def short_code(nonce: bytes) -> str:
    """`4F7K-9Q2M`: 40 bits that a person can read out when the QR cannot be scanned.

    Good only at a gate, inside one event, from a signed-in scanner; never a credential.
    """
    number = int.from_bytes(nonce[:SHORT_CODE_BYTES], "big")
    letters = [CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def nonces_of(short: str) -> tuple[bytes, bytes] | None:
    """The first and last nonce that a short code can stand for; None if it is none.

    Case, blanks and hyphens do not matter, and I, L, O are read as the digits they resemble.
    """
    letters = short.upper().replace("-", "").replace(" ", "").translate(_READ_AS)
    if len(letters) != SHORT_CODE_LETTERS or any(each not in CROCKFORD for each in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | CROCKFORD.index(letter)
    head, rest = number.to_bytes(SHORT_CODE_BYTES, "big"), NONCE_BYTES - SHORT_CODE_BYTES
    return head + bytes(rest), head + b"\xff" * rest


def rows_of(
    seats: Sequence[NewTicket], ids: Sequence[UUID], nonces: Sequence[bytes]
) -> list[dict[str, Any]]:
    """The seats as `statements.ISSUE` reads them from JSON."""
    return [
        {
            "id": str(ticket_id),
            "attendee_id": str(seat.attendee_id),
            "event_id": None if seat.event_id is None else str(seat.event_id),
            "ticket_type_id": str(seat.ticket_type_id),
            "holder_name": seat.holder_name,
            "holder_email": seat.holder_email,
            "nonce": nonce.hex(),
            "position": position,
        }
        for position, (seat, ticket_id, nonce) in enumerate(
            zip(seats, ids, nonces, strict=True), start=1
        )
    ]
