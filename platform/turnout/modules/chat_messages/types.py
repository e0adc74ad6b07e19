"""Values of chat messages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChatMessage:
    """A notice for a channel, in words that are final."""

    connection_id: UUID
    kind: str
    source_id: UUID
    title: str
    body: str
    path: str
    """On our own pages, or a whole address."""
    event_id: UUID | None = None
    is_gathered: bool = False
    """One that waits counts the next of its kind and path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChatAnnouncement:
    """What attendees of an event are told; `url` leads to its page."""

    source_id: UUID
    event_id: UUID
    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedChatMessage:
    """A message that a worker has to itself for a while."""

    id: UUID
    connection_id: UUID
    title: str
    body: str
    path: str
    count: int
    attempts: int
    queued_at: datetime


class ChannelTestOutcome(StrEnum):
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may be shown: the channel's answer was lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTestResult:
    """What became of a test."""

    outcome: ChannelTestOutcome
    reason: str
    """Why, where it was not shown or nobody can say."""
