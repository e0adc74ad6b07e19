"""What crosses the border of the log of scans: its lines and what is asked of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.checkin.api import METHODS, Reason


class ScanOutcome(StrEnum):
    ADMITTED = "admitted"
    EXITED = "exited"
    REFUSED = "refused"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFilter:
    """Which lines of the log are asked for; None: all."""

    outcome: ScanOutcome | None = None
    reason: Reason | None = None
    list_id: UUID | None = None
    device: str | None = None
    scanned_from: datetime | None = None
    scanned_before: datetime | None = None
    recorded_from: datetime | None = None
    """When they came to us, which of scans without a connection is later; to the millisecond."""
    recorded_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinScan:
    """Somebody was let in, also against a rule, or out, or was refused, as the log has it."""

    component: ClassVar = "CheckinScan"

    id: UUID
    admission_id: Annotated[UUID | None, "The check-in that this scan made; it can be taken back"]
    exit_id: Annotated[UUID | None, "The exit that this scan made; it can be taken back"]
    outcome: Annotated[str, one_of(ScanOutcome)]
    reason: Annotated[str, one_of(Reason), "`admitted`, `exited`, or why the rules refused"]
    at: Annotated[datetime, "When it was made; of one without a connection by our clock"]
    list_id: Annotated[UUID | None, "Empty: the scan named no list of this event"]
    ticket_id: Annotated[UUID | None, "Empty: no ticket of this event was presented"]
    ticket_type_id: UUID | None
    attendee_name: Annotated[str, "Empty where no ticket of this event was presented"]
    code_hash: Annotated[
        str | None, "Of what was no ticket of this event: equal codes have equal hashes"
    ]
    gate: str
    device: str
    method: Annotated[str, one_of(METHODS)]
    actor: Annotated[str, "Who scanned, such as `user:…` or `device:…`"]
    override_reason: Annotated[str | None, "Why somebody was let in against the rule"]
    undone_at: Annotated[datetime | None, "When the check-in, or the exit, was taken back"]
    undo_reason: str | None
