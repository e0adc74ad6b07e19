"""Reminders as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes
from turnout.modules.announcements.api import AnnouncementChannel, AnnouncementText, Segment
from turnout.modules.reminders.models import Anchor, ReminderRow, ReminderState, SkipReason


class Action(StrEnum):
    SEND = "send"
    SKIP = "skip"
    WAIT = "wait"


class Preset(StrEnum):
    """What reminders are usually for; each is a start that is changed as one likes."""

    LAST_MINUTE = "last-minute"
    THANK_YOU = "thank-you"
    FEEDBACK = "feedback"
    NO_SHOW = "no-show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """A moment told by its distance from the start or end of an event or a session."""

    session_id: UUID | None
    anchor: str
    days: int
    minutes: int
    at_time: str | None

    @classmethod
    def of(cls, source: Any) -> "Timing":
        return from_attributes(cls, source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """An email to attendees at a moment that follows the event."""

    component: ClassVar[str] = "Reminder"
    id: UUID
    event_id: UUID
    session_id: Annotated[UUID | None, "Null: of the event itself."]
    anchor: Annotated[str, one_of(Anchor)]
    days: Annotated[int, "On the event's calendar; below zero before the anchor."]
    minutes: Annotated[int, "As they pass, after the days."]
    at_time: Annotated[str | None, "On the event's clock; null: that of the anchor."]
    texts: Annotated[list[AnnouncementText], "The first one is for every other language."]
    segment: Segment
    channels: list[Annotated[str, one_of(AnnouncementChannel)]]
    is_important: Annotated[bool, "About the ticket itself: it also reaches the unsubscribed."]
    is_on: bool
    state: Annotated[str, one_of(ReminderState)]
    skip_reason: Annotated[str | None, one_of(SkipReason, allow_none=True)]
    due_at: Annotated[datetime | None, "Null while the event has no times."]
    announcement_id: Annotated[UUID | None, "What sent its mails, with their report."]
    settled_at: Annotated[datetime | None, "When it was sent or skipped."]
    created_at: datetime
    version: int

    @classmethod
    def of(cls, row: ReminderRow) -> "Reminder":
        return from_attributes(
            cls,
            row,
            texts=codec.convert(row.texts, list[AnnouncementText]),
            segment=codec.convert(row.segment, Segment),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReminder:
    session_id: UUID | None
    anchor: str
    days: int
    minutes: int
    at_time: str | None
    texts: list[AnnouncementText]
    segment: Segment
    channels: list[str]
    is_important: bool
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderMoment:
    """When a reminder would be sent, as the event stands now."""

    component: ClassVar[str] = "RemindersMoment"
    due_at: Annotated[datetime | None, "Null while the event has no times."]
    time_zone: str
    is_past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderPreset:
    """A reminder to start from, in the languages of the event."""

    component: ClassVar[str] = "RemindersPreset"
    key: Annotated[str, one_of(Preset)]
    anchor: Annotated[str, one_of(Anchor)]
    days: int
    minutes: int
    at_time: str | None
    checked_in: Annotated[bool | None, "Of the segment; null: either."]
    texts: list[AnnouncementText]
