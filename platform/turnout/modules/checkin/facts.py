"""Facts of check-in."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAdmitted(Fact):
    """Somebody came in. The scan's own statement writes it, see `queries.admissions.ADMIT`."""

    name: ClassVar[str] = "checkin.admitted.v1"
    ticket_id: UUID
    event_id: UUID
    list_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketExited(Fact):
    """Somebody went out by a list with re-entry."""

    name: ClassVar[str] = "checkin.exited.v1"
    admission_id: UUID
    ticket_id: UUID
    event_id: UUID
    list_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRecorded(Fact):
    """Somebody was let in against a rule of a list, for a reason that is on record."""

    name: ClassVar[str] = "checkin.overridden.v1"
    override_id: UUID
    ticket_id: UUID
    event_id: UUID
    list_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionUndone(Fact):
    """An admission was taken back: the ticket admits again."""

    name: ClassVar[str] = "checkin.undone.v1"
    admission_id: UUID
    ticket_id: UUID
    event_id: UUID
    list_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitUndone(Fact):
    """An exit was taken back: whoever went out is inside."""

    name: ClassVar[str] = "checkin.exit-undone.v1"
    exit_id: UUID
    admission_id: UUID
    ticket_id: UUID
    event_id: UUID
    list_id: UUID
