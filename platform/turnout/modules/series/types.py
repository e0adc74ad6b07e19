"""Series as they cross the border: frozen, without a database behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from marshmallow import fields

from turnout.kernel.time_zones import clocks, place
from turnout.kernel.values import from_attributes
from turnout.modules.events.api import Changes, Event, State
from turnout.modules.series.models import SeriesRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeries:
    title: str
    slug: str | None = None
    summary: str = ""
    description: str = ""
    cover_file_id: UUID | None = None
    cover_focus_x: int = 50
    cover_focus_y: int = 50
    """Where the eye of the cover is, in percent from the left and from the top."""
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceInput:
    """How an event repeats: RRULE of RFC 5545, with local times added and left out."""

    rule: str
    added_times: tuple[datetime, ...] = ()
    left_out_times: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTime:
    """When an event of a series would start: what clocks show there, and the instant."""

    starts_local: datetime
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTimes:
    """The times that a rule gives, in order; events of those that are past are not made."""

    component: ClassVar[str] = "EventsPlannedTimes"

    time_zone: str
    items: tuple[PlannedTime, ...]

    @classmethod
    def of(cls, times: Iterable[datetime], zone: ZoneInfo) -> "PlannedTimes":
        """What clocks would show; a time that they skip lies after the gap."""
        placed = (place(local, zone) for local in times)
        items = tuple(
            PlannedTime(starts_local=clocks(moment, zone), starts_at=moment) for moment in placed
        )
        return cls(time_zone=zone.key, items=items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Events that belong together. While `is_complete` is false occurrences are being made."""

    id: UUID
    slug: str
    title: str
    summary: str
    description: str
    cover_file_id: UUID | None
    cover_focus_x: int
    cover_focus_y: int
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

    @classmethod
    def of(cls, row: SeriesRow) -> "Series":
        return from_attributes(
            cls,
            row,
            added_times=tuple(map(datetime.fromisoformat, row.added_times)),
            left_out_times=tuple(map(datetime.fromisoformat, row.left_out_times)),
            is_complete=row.due_at is None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSeriesEvent:
    id: UUID
    slug: str
    title: str
    summary: str
    state: State
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSeries:
    """A public series as visitors see it, with its public events in order of time."""

    id: UUID
    slug: str
    title: str
    summary: str
    description: str
    cover_file_id: UUID | None
    cover_focus_x: int
    cover_focus_y: int
    events: tuple[PublicSeriesEvent, ...]

    @classmethod
    def of(cls, series: Series, events: Iterable[Event]) -> "PublicSeries":
        shown = tuple(from_attributes(PublicSeriesEvent, each) for each in events)
        return from_attributes(cls, series, events=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPublished:
    """The drafts of a series that were published, and those that were not ready."""

    published: tuple[UUID, ...]
    not_ready: tuple[UUID, ...]


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
    reason: Annotated[Reason, fields.Enum]


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
