"""What session files announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilesChanged(Fact):
    """A session got or lost a file, or one is for other people, from another time or elsewhere."""

    name: ClassVar[str] = "session_files.changed.v1"
    event_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFileSubmitted(Fact):
    """A speaker sent a file of their session; an organizer approves it or takes it away."""

    name: ClassVar[str] = "session_files.submitted.v1"
    event_id: UUID
    session_id: UUID
    session_file_id: UUID
    speaker_id: UUID
