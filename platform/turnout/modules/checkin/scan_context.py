"""What is known when a code is presented: the ticket, its stays, the list and its session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from turnout.modules.checkin.types import EntryRule, ListWindow, Reason, Scan

STAY_MARK: Final = "#"
"""Between the day of a period and the stay's number: `2026-11-14#2`, `#2`; the first has none."""


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
    session_ids: list[UUID] | None
    is_of_session: bool
    takes_place: bool | None
    is_registered: bool | None
    has_room: bool | None
    is_counted: bool
    windows: list[dict[str, Any]] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A live admission of the ticket on the list in the present period."""

    id: UUID
    admitted_at: datetime
    gate: str
    scan_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A live admission with the exit that ended it; `period` has the day and, from 2, a number."""

    id: UUID
    period: str
    admitted_at: datetime
    gate: str
    scan_id: str | None
    exited_at: datetime | None
    exit_scan_id: str | None

    @property
    def day(self) -> str:
        """The day, of a list that admits once each day; else empty."""
        return self.period.partition(STAY_MARK)[0]

    @property
    def number(self) -> int:
        """Which stay of the day this is, from 1."""
        return int(self.period.partition(STAY_MARK)[2] or 1)

    @property
    def entry(self) -> Entry:
        return Entry(self.id, self.admitted_at, self.gate, self.scan_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExit:
    """An exit; `is_undone` too where the admission that it ended was taken back."""

    list_id: UUID
    ticket_id: UUID
    admission_id: UUID
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLimits:
    """What a list says of going out, coming in again, and how many may be inside."""

    entry_rule: EntryRule
    max_reentries: int | None
    reentry_minutes: int | None
    capacity: int | None

    @classmethod
    def of(cls, *, entry_rule: str, **columns: int | None) -> "EntryLimits":
        return cls(entry_rule=EntryRule(entry_rule), **columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Of a list that counts who is inside: its limits, who is in now, and the ticket's own stays.

    `inside` counts the day of the scan. `own` has the earliest first, of every day.
    """

    limits: EntryLimits
    inside: int
    own: tuple[Stay, ...]


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
    """What a list's sessions are to a ticket; `ids` are those that it may go to.

    `has_room` counts who is inside, once the sessions are locked.
    """

    ids: tuple[UUID, ...]
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
    is_counted: bool = False
    """Whether the list has re-entry or a capacity; then `stays` is read under its lock."""
    windows: list[ListWindow] | None = None
    """When the list admits between its opening and its closing; None: all the time."""
    stays: Stays | None = None
    left: Stay | None = None
    """The stay that this scan ended."""

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
                ids=tuple(row.session_ids or ()),
                takes_place=bool(row.takes_place),
                is_registered=bool(row.is_registered),
                has_room=bool(row.has_room),
            )
            if row.is_of_session
            else None,
            is_counted=row.is_counted,
            windows=ListWindow.all_of(row.windows),
        )
