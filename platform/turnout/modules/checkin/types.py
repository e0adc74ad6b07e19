"""Check-in lists, scans, their verdicts and the attendance: frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from turnout.kernel.http.answers import one_of


class OncePer(StrEnum):
    """How often a list admits one ticket: once at all, or once each day of the event's zone."""

    EVENT = "event"
    DAY = "day"


class EntryRule(StrEnum):
    """Whether a list lets people out and in again, or admits each ticket once."""

    ONCE = "once"
    RE_ENTRY = "re_entry"


class Direction(StrEnum):
    """Which way somebody goes; `auto`: out who is inside, in who is not."""

    IN = "in"
    OUT = "out"
    AUTO = "auto"


class Scope(StrEnum):
    """Whom a list is for: holders of the event's tickets, or who is registered for its sessions."""

    EVENT = "event"
    SESSION = "session"


class Reason(StrEnum):
    """Why somebody may or may not come in. The words never change: scanners show their own."""

    ADMITTED = "admitted"
    EXITED = "exited"
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
    REENTRY_LIMIT = "reentry_limit"
    REENTRY_EXPIRED = "reentry_expired"
    FULL = "full"
    NOT_INSIDE = "not_inside"
    NO_EXITS = "no_exits"


DONE: Final = frozenset({Reason.ADMITTED, Reason.EXITED})
"""Somebody came in, or went out; every other reason is a refusal."""
METHODS: Final = ("scan", "code", "name", "kiosk")
"""How a ticket was presented; `kiosk`: by its holder, without the team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a scanner sends.

    `code` is what a code on the ticket says, or the short code typed by hand. Somebody who was
    found by name comes by `ticket_id` instead. The same `scan_id` for the same ticket gets the same
    answer: a scanner may repeat itself.
    """

    code: str = ""
    ticket_id: UUID | None = None
    list_id: UUID | None = None
    gate: str = ""
    device: str = ""
    scan_id: str | None = None
    direction: Direction = Direction.IN
    at: datetime | None = None
    """When it was made, of one that a device made without a connection; None: now."""
    is_at_kiosk: bool = False
    """The holder did it alone: whatever was presented, the method is `kiosk`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to a scan. The time and gate are those of the entry that counts, the first."""

    verdict: Annotated[str, one_of(["admitted", "exited", "refused"])] = field(init=False)
    reason: Annotated[Reason, one_of(Reason)]
    list_id: UUID | None = None
    attendee_name: str | None = None
    ticket_type: str | None = None
    admission_id: UUID | None = None
    admitted_at: Annotated[datetime | None, "When the ticket first came in."] = None
    gate: Annotated[str | None, "Where it first came in."] = None
    exited_at: Annotated[datetime | None, "When it went out last, by a list with re-entry."] = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    scan_id: str | None = None
    overridden: Annotated[
        str | None,
        one_of(Reason, allow_none=True),
        "Let in by an override: the reason for which the rules refused.",
    ] = None
    inside: Annotated[
        int | None, "How many are inside now, by a list with re-entry or a capacity."
    ] = None

    def __post_init__(self) -> None:
        verdict = self.reason.value if self.reason in DONE else "refused"
        object.__setattr__(self, "verdict", verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWindow:
    """A time at which a list admits, up to but without its end."""

    component: ClassVar = "CheckinListWindow"
    opens_at: datetime
    closes_at: datetime

    @classmethod
    def all_of(cls, stored: Sequence[Mapping[str, str]] | None) -> "list[ListWindow] | None":
        """Read them from a row's JSON."""
        if stored is None:
            return None
        read = datetime.fromisoformat
        return [cls(opens_at=read(w["opens_at"]), closes_at=read(w["closes_at"])) for w in stored]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """What an organizer says about a list; `ticket_type_ids` None admits every type."""

    name: str
    ticket_type_ids: list[UUID] | None = None
    once_per: str = OncePer.EVENT.value
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    session_ids: list[UUID] | None = None
    """Only who is registered for one of these sessions is admitted."""
    entry_rule: str = EntryRule.ONCE.value
    max_reentries: int | None = None
    reentry_minutes: int | None = None
    capacity: int | None = None
    windows: list[ListWindow] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinList:
    """Who may come in where and when; `ticket_type_ids` None admits every type.

    A list of sessions admits who is registered for one of them; once they are gone, nobody.
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
    session_ids: Annotated[
        list[UUID], "Empty with scope `session`: the sessions are gone, nobody enters"
    ] = field(default_factory=list)
    version: int = 1
    entry_rule: Annotated[
        str, one_of(EntryRule), "`re_entry`: who went out by it comes in again"
    ] = EntryRule.ONCE.value
    max_reentries: Annotated[int | None, "How often a ticket comes in again; empty: always"] = None
    reentry_minutes: Annotated[
        int | None, "How long after going out a ticket comes in again; empty: always"
    ] = None
    capacity: Annotated[int | None, "How many may be inside at once; empty: any number"] = None
    windows: Annotated[
        list[ListWindow] | None,
        "When it admits between opening and closing, the earliest first; empty: all the time",
    ] = None

    @property
    def is_of_sessions(self) -> bool:
        return self.scope == Scope.SESSION

    @property
    def is_counted(self) -> bool:
        """Whether it matters who is inside now, not only who came in."""
        return self.entry_rule == EntryRule.RE_ENTRY or self.capacity is not None

    @classmethod
    def of(
        cls, *, ticket_type_ids: list[str] | None, windows: Any, **columns: Any
    ) -> "CheckinList":
        types = None if ticket_type_ids is None else [UUID(each) for each in ticket_type_ids]
        return cls(ticket_type_ids=types, windows=ListWindow.all_of(windows), **columns)


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
    method: Annotated[str, one_of(METHODS)]
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
    session_ids: Annotated[list[UUID], "Of a list for sessions; of others empty"]
    registered: Annotated[int | None, "Whom its sessions expect; of other lists empty"]
    entries: int
    overrides: Annotated[int, "How often somebody was let in against a rule of the list"]
    inside: Annotated[
        int | None, "Who is inside now, by a list with re-entry or a capacity; of others empty"
    ]
    capacity: Annotated[int | None, "How many may be inside at once"]
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
        inside: Mapping[UUID, int],
    ) -> "Attendance":
        """Put counts beside their lists."""
        return cls(
            lists=[
                ListAttendance(
                    list_id=each.id,
                    name=each.name,
                    session_ids=each.session_ids,
                    registered=registered.get(each.id, 0) if each.is_of_sessions else None,
                    entries=sum(part.entries for part in counts.get(each.id, ())),
                    overrides=overrides.get(each.id, 0),
                    inside=inside.get(each.id, 0) if each.is_counted else None,
                    capacity=each.capacity,
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
