"""Decisions about reminders: when one is due, and why one is left out. Pure."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.state_machine import StateMachine
from turnout.kernel.time_zones import clocks, place, shift
from turnout.modules.events.api import State as EventState
from turnout.modules.reminders.models import ReminderState as State
from turnout.modules.reminders.models import SkipReason
from turnout.modules.reminders.types import Action, Timing

MOST_OF_EVENT: Final = 50
MOST_DAYS: Final = 366
MOST_MINUTES: Final = 7 * 24 * 60
GRACE: Final = timedelta(minutes=5)
"""A reminder of what is to come is still sent so long after it began."""
MISSED_AFTER: Final = timedelta(hours=24)
"""After so long nobody is written to any more: the platform was down, or the event moved."""
OF_EVENT: Final = {
    EventState.DRAFT: SkipReason.EVENT_NOT_PUBLISHED,
    EventState.REVIEW: SkipReason.EVENT_NOT_PUBLISHED,
    EventState.CANCELLED: SkipReason.EVENT_CANCELLED,
    EventState.POSTPONED: SkipReason.EVENT_POSTPONED,
    EventState.ARCHIVED: SkipReason.EVENT_ARCHIVED,
    EventState.DELETED: SkipReason.EVENT_ARCHIVED,
}
"""In these states of an event nobody is reminded of it."""
TABLE: Final[StateMachine[State, Action]] = StateMachine(
    "reminder",
    {
        (State.WAITING, Action.SEND): State.SENT,
        (State.WAITING, Action.SKIP): State.SKIPPED,
        (State.SKIPPED, Action.WAIT): State.WAITING,
    },
)
"""What was sent stays so, however the event moves: nobody is reminded twice."""


def moment_of(timing: Timing, anchor_at: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a reminder.

    Days are counted on the calendar of `zone`, where ten o'clock stays ten o'clock over a change
    of clocks; minutes are counted as they pass. A time that clocks skip moves forward by the
    length of the gap, and of one that occurs twice the first is meant.
    """
    if timing.at_time is None:
        day = shift(anchor_at, zone, timedelta(days=timing.days))
        return day + timedelta(minutes=timing.minutes)
    date = clocks(anchor_at, zone).date() + timedelta(days=timing.days)
    return place(datetime.combine(date, time.fromisoformat(timing.at_time)), zone)


def reason_to_skip(
    event_state: EventState,
    *,
    is_session_cancelled: bool,
    anchor_at: datetime,
    due_at: datetime,
    now: datetime,
) -> SkipReason | None:
    """Why a reminder that is due is not sent; None when it is."""
    if reason := OF_EVENT.get(event_state):
        return reason
    if is_session_cancelled:
        return SkipReason.SESSION_CANCELLED
    was_before = due_at < anchor_at
    if now - due_at > MISSED_AFTER or (was_before and now - anchor_at > GRACE):
        return SkipReason.MISSED
    return None
