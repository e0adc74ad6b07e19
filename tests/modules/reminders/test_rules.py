"""The moment of a reminder over changes of clocks, and why one is left out."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prove.counts import examples

from turnout.modules.events.api import State as EventState
from turnout.modules.reminders import rules
from turnout.modules.reminders.models import ReminderState, SkipReason
from turnout.modules.reminders.types import Timing

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/Sao_Paulo",
    "Africa/Mogadishu",
    "UTC",
)
CHANGES = (
    datetime(2027, 3, 28, 1, tzinfo=UTC),  # Berlin
    datetime(2027, 10, 31, 1, tzinfo=UTC),
    datetime(2027, 3, 14, 7, tzinfo=UTC),  # New York
    datetime(2027, 11, 7, 6, tzinfo=UTC),
    datetime(2027, 4, 3, 15, tzinfo=UTC),  # Lord Howe, by half an hour
    datetime(2027, 10, 2, 15, 30, tzinfo=UTC),
)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def timing(**said):
    usual = {"session_id": None, "anchor": "start", "days": 0, "minutes": 0, "at_time": None}
    return Timing(**(usual | said))


def shown(instant, zone):
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def first_instant(wanted, zone):
    """By looking at clocks minute by minute: the first that shows it, else as far past the gap."""
    instant = wanted.replace(tzinfo=UTC) - timedelta(hours=15)
    while shown(instant, zone) < wanted:
        instant += MINUTE
    if shown(instant, zone) == wanted:
        return instant
    before = instant - MINUTE
    return before + (wanted - shown(before, zone))


near_changes = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-4 * 24 * 60, 4 * 24 * 60),
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
hours = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))


@settings(max_examples=examples(150), deadline=None)
@given(anchor=near_changes, zone=zones, days=st.integers(-4, 4), at=hours)
def test_a_time_of_the_day_is_the_first_that_clocks_show(anchor, zone, days, at):
    wanted = datetime.combine(shown(anchor, zone).date() + days * DAY, at)
    found = rules.moment_of(timing(days=days, at_time=f"{at:%H:%M}"), anchor, zone)
    assert found == first_instant(wanted, zone)


@settings(max_examples=examples(150), deadline=None)
@given(anchor=near_changes, zone=zones, days=st.integers(-4, 4).filter(bool))
def test_days_keep_the_time_that_clocks_show(anchor, zone, days):
    found = rules.moment_of(timing(days=days), anchor, zone)
    assert found == first_instant(shown(anchor, zone) + days * DAY, zone)


@settings(max_examples=examples(150), deadline=None)
@given(anchor=near_changes, zone=zones, minutes=st.integers(-5_000, 5_000))
def test_minutes_are_counted_as_they_pass(anchor, zone, minutes):
    found = rules.moment_of(timing(minutes=minutes), anchor, zone)
    assert found - anchor == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("zone", "starts", "days", "at", "expected"),
    [
        ("Europe/Berlin", "2027-03-29T08:00Z", -1, None, "2027-03-28T08:00Z"),
        ("Europe/Berlin", "2027-03-28T10:00Z", -1, None, "2027-03-27T11:00Z"),
        ("Europe/Berlin", "2027-03-28T10:00Z", 0, "02:30", "2027-03-28T01:30Z"),
        ("Europe/Berlin", "2027-10-31T10:00Z", 0, "02:30", "2027-10-31T00:30Z"),
        ("Asia/Kolkata", "2027-05-05T04:30Z", -1, "18:00", "2027-05-04T12:30Z"),
        ("Australia/Lord_Howe", "2027-10-03T10:00Z", 0, "02:15", "2027-10-02T15:45Z"),
    ],
)
def test_known_moments(zone, starts, days, at, expected):
    found = rules.moment_of(
        timing(days=days, at_time=at), datetime.fromisoformat(starts), ZoneInfo(zone)
    )
    assert found == datetime.fromisoformat(expected)


NOW = datetime(2027, 5, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (EventState.PUBLISHED, None),
        (EventState.LIVE, None),
        (EventState.ENDED, None),
        (EventState.DRAFT, SkipReason.EVENT_NOT_PUBLISHED),
        (EventState.CANCELLED, SkipReason.EVENT_CANCELLED),
        (EventState.POSTPONED, SkipReason.EVENT_POSTPONED),
        (EventState.ARCHIVED, SkipReason.EVENT_ARCHIVED),
    ],
)
def test_only_what_takes_place_is_reminded_of(state, reason):
    found = rules.reason_to_skip(
        state, is_session_cancelled=False, anchor_at=NOW + DAY, due_at=NOW, now=NOW
    )
    assert found == reason


@pytest.mark.parametrize(
    ("anchor", "due", "reason"),
    [
        (MINUTE * 3, -MINUTE, None),
        (-MINUTE * 4, -MINUTE * 5, None),
        (-MINUTE * 6, -MINUTE * 7, SkipReason.MISSED),
        (-DAY, -timedelta(hours=23), None),
        (-3 * DAY, -DAY - MINUTE, SkipReason.MISSED),
    ],
)
def test_what_is_to_come_is_not_told_once_it_began_and_nothing_after_a_day(anchor, due, reason):
    found = rules.reason_to_skip(
        EventState.PUBLISHED,
        is_session_cancelled=False,
        anchor_at=NOW + anchor,
        due_at=NOW + due,
        now=NOW,
    )
    assert found == reason


def test_what_was_sent_stays_sent():
    assert rules.TABLE.actions(ReminderState.SENT) == []
