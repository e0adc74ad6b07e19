"""Series as they cross the border: frozen, without a database behind them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from marshmallow import fields

from turnout.modules.events.api import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    title: str
    slug: str | None = None
    summary: str = ""
    description: str = ""
    cover_file_id: UUID | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceInput:
    """How an event repeats: RRULE of RFC 5545, with local times added and left out."""

    rule: str
    added_times: tuple[datetime, ...] = ()
    left_out_times: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Events that belong together. While `is_complete` is false occurrences are being made."""

    id: UUID
    slug: str
    title: str
    summary: str
    description: str
    cover_file_id: UUID | None
    is_public: bool
    rule: str | None
    starts_local: datetime | None
    time_zone: str
    added_times: tuple[datetime, ...]
    left_out_times: tuple[datetime, ...]
    is_complete: Annotated[bool, "False while occurrences are being made"]
    created_at: datetime
    updated_at: datetime
    version: int


class Scope(StrEnum):
    """How far a change of one occurrence reaches."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


class Reason(StrEnum):
    """Why a change of a series left an event as it was."""

    PAST = "past"
    CHANGED_BY_ITSELF = "changed_by_itself"
    SOLD = "sold"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedOccurrence:
    component: ClassVar[str] = "EventsLeftAlone"

    event_id: UUID
    reason: Annotated[Reason, fields.Enum(Reason, by_value=True, required=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChange:
    """What a change did to a series' events."""

    component: ClassVar[str] = "EventsSeriesChangeAnswer"

    series: Series
    changed: tuple[UUID, ...]
    removed: tuple[UUID, ...]
    left_alone: tuple[SkippedOccurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceChange:
    """A change of one occurrence and how far it reaches. `confirm`: also where places are sold."""

    scope: Scope
    changes: Changes
    confirm: bool = False
