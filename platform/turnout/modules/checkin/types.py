"""Check-in lists, scans, their verdicts and the attendance: frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from turnout.modules.checkin.models import Scope


class Reason(StrEnum):
    """Why somebody may or may not come in. The words never change: scanners show their own."""

    ADMITTED = "admitted"
    ALREADY_ADMITTED = "already_admitted"
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    FORGED = "forged"
    WRONG_EVENT = "wrong_event"
    UNKNOWN_TICKET = "unknown_ticket"
    REFUNDED = "refunded"
    VOID = "void"
    TRANSFERRED = "transferred"
    WRONG_LIST = "wrong_list"
    NOT_REGISTERED = "not_registered"
    SESSION_CANCELLED = "session_cancelled"
    SESSION_FULL = "session_full"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a scanner sends. `code` is the QR's text, or the short code typed by hand.

    The same `scan_id` for the same ticket gets the same answer: a scanner may repeat itself.
    """

    code: str
    list_id: UUID | None = None
    gate: str = ""
    device: str = ""
    scan_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A live admission of the ticket on the list in the present period."""

    id: UUID
    admitted_at: datetime
    gate: str
    scan_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTicket:
    """A ticket as it stands. `is_current`: the code shown is the one handed out last."""

    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    holder_name: str
    state: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSession:
    """The session that a list is for; without `id` it is gone. `has_room` counts who is inside."""

    id: UUID | None
    takes_place: bool
    is_registered: bool
    has_room: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanContext:
    """What one statement found and did. `admitted` is this scan's own entry, if it made one."""

    list_id: UUID
    period: str
    opens_at: datetime | None
    closes_at: datetime | None
    is_on_list: bool
    ticket: SeenTicket | None
    admitted: Entry | None
    earlier: Entry | None
    session: SeenSession | None = None
    """None: the list is for the event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to a scan. The time and gate are those of the entry that counts, the first."""

    reason: Reason
    list_id: UUID | None = None
    attendee_name: str | None = None
    ticket_type_id: UUID | None = None
    ticket_type: str | None = None
    admission_id: UUID | None = None
    admitted_at: datetime | None = None
    gate: str | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    scan_id: str | None = None

    @property
    def verdict(self) -> str:
        return "admitted" if self.reason is Reason.ADMITTED else "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinList:
    """Who may come in where and when; `ticket_type_ids` None admits every type.

    A list of a session admits who is registered for it; one whose session is gone, nobody.
    """

    id: UUID
    event_id: UUID
    name: str
    is_default: bool
    ticket_type_ids: list[UUID] | None
    once_per: str
    time_zone: str
    opens_at: datetime | None
    closes_at: datetime | None
    scope: str = Scope.EVENT.value
    session_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedCode:
    """What the code says: a ticket's id with its nonce, or the nonces a short code stands for."""

    ticket_id: UUID | None
    first_nonce: bytes
    last_nonce: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People inside by list, ticket type and gate. `entries` counts each day of its own."""

    list_id: UUID
    ticket_type_id: UUID
    gate: str
    entries: int
    people: int
