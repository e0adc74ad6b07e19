"""Check-in lists, scans, their verdicts and the attendance: frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple
from uuid import UUID

from turnout.kernel.http.answers import one_of


class OncePer(StrEnum):
    """How often a list admits one ticket: once at all, or once each day of the event's zone."""

    EVENT = "event"
    DAY = "day"


class Scope(StrEnum):
    """Whom a list is for: holders of the event's tickets, or who is registered for a session."""

    EVENT = "event"
    SESSION = "session"


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

    Somebody who was found by name comes by `ticket_id` instead. The same `scan_id` for the same
    ticket gets the same answer: a scanner may repeat itself.
    """

    code: str = ""
    ticket_id: UUID | None = None
    list_id: UUID | None = None
    gate: str = ""
    device: str = ""
    scan_id: str | None = None
    at: datetime | None = None
    """When it was made, of one that a device made without a connection; None: now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedCode:
    """What the code says: a ticket's id with its nonce, or the nonces a short code stands for."""

    ticket_id: UUID | None
    first_nonce: bytes
    last_nonce: bytes
    method: str = "scan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A scan that let nobody in. `ticket_id` is what it presented, if that is known."""

    scan: Scan
    reason: Reason
    method: str
    ticket_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Which refusal is set aside, of a ticket presented by which method, and what for."""

    overridden: Reason
    method: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOverride:
    """Somebody who was let in against a rule, as its row has it."""

    id: UUID
    list_id: UUID
    ticket_id: UUID
    ticket_type_id: UUID
    reason: str
    overridden_at: datetime
    gate: str
    admission_id: UUID | None


class ScanRow(NamedTuple):
    """What the scan's one statement answers, its columns in their order."""

    list_id: UUID
    period: str
    opens_at: datetime | None
    closes_at: datetime | None
    is_on_list: bool
    ticket_id: UUID | None
    event_id: UUID
    ticket_type_id: UUID
    holder_name: str
    state: str
    is_current: bool
    admission_id: UUID | None
    earlier_id: UUID | None
    earlier_at: datetime
    earlier_gate: str
    earlier_scan_id: str | None
    session_id: UUID | None
    is_of_session: bool
    takes_place: bool | None
    is_registered: bool | None
    has_room: bool | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A live admission of the ticket on the list in the present period."""

    id: UUID
    admitted_at: datetime
    gate: str
    scan_id: str | None


@dataclass(frozen=True, slots=True)
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
    """Everything known when a code is presented; `admitted` is this scan's own entry, if any."""

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

    @classmethod
    def of(cls, row: ScanRow, scan: Scan, *, now: datetime) -> "ScanContext":
        """Read what the statement answered to a scan at an instant."""
        return cls(
            list_id=row.list_id,
            period=row.period,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            is_on_list=row.is_on_list,
            ticket=SeenTicket(
                row.ticket_id,
                row.event_id,
                row.ticket_type_id,
                row.holder_name,
                row.state,
                row.is_current,
            )
            if row.ticket_id
            else None,
            admitted=Entry(row.admission_id, now, scan.gate, scan.scan_id)
            if row.admission_id
            else None,
            earlier=Entry(row.earlier_id, row.earlier_at, row.earlier_gate, row.earlier_scan_id)
            if row.earlier_id
            else None,
            session=SeenSession(
                id=row.session_id,
                takes_place=bool(row.takes_place),
                is_registered=bool(row.is_registered),
                has_room=bool(row.has_room),
            )
            if row.is_of_session
            else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to a scan. The time and gate are those of the entry that counts, the first."""

    verdict: Annotated[str, one_of(["admitted", "refused"])] = field(init=False)
    reason: Annotated[Reason, one_of(Reason)]
    list_id: UUID | None = None
    attendee_name: str | None = None
    ticket_type: str | None = None
    admission_id: UUID | None = None
    admitted_at: Annotated[datetime | None, "When the ticket first came in."] = None
    gate: Annotated[str | None, "Where it first came in."] = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    scan_id: str | None = None
    overridden: Annotated[
        str | None,
        one_of(Reason, allow_none=True),
        "Let in by an override: the reason for which the rules refused.",
    ] = None

    def __post_init__(self) -> None:
        is_admitted = self.reason is Reason.ADMITTED
        object.__setattr__(self, "verdict", "admitted" if is_admitted else "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """What an organizer says about a list; `ticket_type_ids` None admits every type."""

    name: str
    ticket_type_ids: list[UUID] | None = None
    once_per: str = OncePer.EVENT.value
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    session_id: UUID | None = None
    """Only who is registered for this session is admitted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinList:
    """Who may come in where and when; `ticket_type_ids` None admits every type.

    A list of a session admits who is registered for it; one whose session is gone, nobody.
    """

    id: UUID
    name: str
    is_default: bool
    ticket_type_ids: list[UUID] | None
    once_per: str
    time_zone: str
    opens_at: datetime | None
    closes_at: datetime | None
    scope: Annotated[str, one_of(Scope)] = Scope.EVENT.value
    session_id: Annotated[
        UUID | None, "Empty with scope `session`: the session is gone, nobody enters"
    ] = None
    version: int = 1

    @classmethod
    def of(cls, *, ticket_type_ids: list[str] | None, **columns: Any) -> "CheckinList":
        types = None if ticket_type_ids is None else [UUID(each) for each in ticket_type_ids]
        return cls(ticket_type_ids=types, **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinStream:
    """Where the counts come as server-sent events, until it lapses."""

    url: Annotated[str, "Listen here with EventSource: it needs no header. Keep it secret."]
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Somebody who came in, as the log of the door has it."""

    component: ClassVar = "CheckinAdmission"
    id: UUID
    list_id: UUID
    ticket_id: UUID
    ticket_type_id: UUID
    attendee_name: str
    admitted_at: datetime
    gate: str
    device: str
    method: Annotated[str, one_of(["scan", "code", "name"])]
    undone_at: Annotated[datetime | None, "When it was taken back; the ticket admits again."]
    undo_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinLists:
    items: list[CheckinList]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateCount:
    """People inside by ticket type and gate. `entries` counts each day of its own."""

    component: ClassVar = "CheckinCount"
    ticket_type_id: UUID
    gate: str
    entries: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAttendance:
    """How many came in by one list."""

    component: ClassVar = "CheckinListCount"
    list_id: UUID
    name: str
    session_id: UUID | None
    registered: Annotated[int | None, "Whom a session expects; of other lists empty"]
    entries: int
    overrides: Annotated[int, "How often somebody was let in against a rule of the list"]
    parts: list[GateCount]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidTickets:
    """How many tickets of a type could come in."""

    component: ClassVar = "CheckinValid"
    ticket_type_id: UUID
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How full it is: who came in by each list, and how many tickets of each type could."""

    component: ClassVar = "CheckinFigures"
    lists: list[ListAttendance]
    valid: list[ValidTickets]

    @classmethod
    def of(
        cls,
        lists: Sequence[CheckinList],
        counts: Mapping[UUID, list[GateCount]],
        *,
        valid: Mapping[UUID, int],
        registered: Mapping[UUID, int],
        overrides: Mapping[UUID, int],
    ) -> "Attendance":
        """Put counts beside their lists: `registered` by session, the others by list."""
        return cls(
            lists=[
                ListAttendance(
                    list_id=each.id,
                    name=each.name,
                    session_id=each.session_id,
                    registered=registered.get(each.session_id, 0) if each.session_id else None,
                    entries=sum(part.entries for part in counts.get(each.id, ())),
                    overrides=overrides.get(each.id, 0),
                    parts=counts.get(each.id, []),
                )
                for each in lists
            ],
            valid=[
                ValidTickets(ticket_type_id=type_id, tickets=number)
                for type_id, number in valid.items()
            ],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCheckin:
    """A time at which somebody came in by a ticket, or did until it was taken back."""

    id: UUID
    ticket_id: UUID
    list_id: UUID
    list_name: str
    admitted_at: datetime
    gate: str
    undone_at: datetime | None
