"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from turnout.kernel.http.answers import one_of


class Outcome(StrEnum):
    NEW = "new"
    """An invitation is sent to this address."""
    INVITED = "invited"
    """It has an open one already."""
    MEMBER = "member"
    """It is a member already."""
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line as it was written."""

    number: int
    email: str
    role: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFault:
    code: Annotated[str, one_of(("email", "role", "events", "twice", "rights"))]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine:
    number: Annotated[int, "The line of the file, from 1"]
    email: str
    role: str
    events: tuple[str, ...]
    outcome: Annotated[str, one_of(Outcome)]
    faults: tuple[LineFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationReport:
    """What becomes of each line; of the batch either everything is sent or nothing."""

    lines: tuple[InvitationLine, ...]
    new: Annotated[int, "Invitations that are sent"]
    known: Annotated[int, "Addresses of members, and of people who are invited already"]
    bad: int
    room: Annotated[int | None, "How many more members the plan allows; null: no limit"]
    is_sent: bool

    @property
    def is_sendable(self) -> bool:
        return not self.bad and self.new > 0 and (self.room is None or self.new <= self.room)
