"""Entries of sessions in people's calendars, as mails put them there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMailEntry:
    """What an address was last told of a session; `sequence` grew with every difference."""

    session_id: UUID
    uid: str
    sequence: int
    is_cancelled: bool
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEntry:
    """An entry that an address has, of which it is looked at whether it is still theirs."""

    session_id: UUID
    email: str
    locale: str
