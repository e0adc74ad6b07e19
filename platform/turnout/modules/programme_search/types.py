"""What the search for sessions and speakers finds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.programme import api as programme


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSession:
    """A session, with the event that it is part of."""

    id: UUID
    event_id: UUID
    title: str
    starts_at: datetime
    state: Annotated[str, one_of(programme.SessionState)]
    event_title: str
    time_zone: Annotated[str, "Of the event."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSpeaker:
    """A speaker of one event; whoever speaks at several is found once for each."""

    id: UUID
    event_id: UUID
    name: str
    event_title: str
