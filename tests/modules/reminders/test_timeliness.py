"""However an event moves over changes of clocks: a tick each minute sends neither early nor late."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.modules.reminders.conftest import MINUTE, moment
from tests.modules.reminders.test_rules import first_instant
from tests.prove.counts import examples

from turnout.kernel.time_zones import in_zone

NIGHTS = (
    ("Europe/Berlin", "2031-03-30T02:00"),
    ("Europe/Berlin", "2031-10-26T02:00"),
    ("America/New_York", "2031-03-09T02:00"),
    ("America/New_York", "2031-11-02T01:00"),
    ("Australia/Lord_Howe", "2031-04-06T01:30"),
    ("Australia/Lord_Howe", "2031-10-05T02:00"),
    ("Asia/Kolkata", "2031-03-30T02:00"),
)
"""Clocks change in the middle of these, but for the last."""
EARLIEST, LATEST = -MINUTE, 2 * MINUTE


def exists(local, zone):
    return in_zone(local, zone)[1] != "time-does-not-exist"


@st.composite
def moves(draw):
    """A zone, and a start of the event there that clocks show."""
    zone, night = draw(st.sampled_from(NIGHTS))
    starts = st.integers(-60, 60).map(
        lambda n: datetime.fromisoformat(night) + timedelta(hours=n, minutes=n % 60)
    )
    return zone, draw(starts.filter(lambda local: exists(local, ZoneInfo(zone))))


clocks = st.one_of(st.none(), st.integers(0, 95).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}"))


def wanted_at(local, zone, days, at_time):
    """By looking at clocks, and not as the platform reckons."""
    day = local + timedelta(days=days)
    if at_time is not None:
        hour, minute = map(int, at_time.split(":"))
        day = day.replace(hour=hour, minute=minute)
    return first_instant(day, ZoneInfo(zone))


@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    path=st.lists(moves(), min_size=1, max_size=3),
    days=st.integers(-3, -1),
    at_time=clocks,
    phase=st.integers(0, 59),
)
def test_a_tick_each_minute_is_neither_early_nor_late(organizer, path, days, at_time, phase):
    made = organizer.define(days=days, at_time=at_time)
    for zone, local in path:
        ends = local + timedelta(days=2)
        organizer.move(time_zone=zone, starts_at=local.isoformat(), ends_at=ends.isoformat())
    wanted = wanted_at(local, zone, days, at_time)
    tick = wanted - 3 * MINUTE + timedelta(seconds=phase)
    while organizer.reminder(made)["state"] == "waiting":
        tick += MINUTE
        organizer.tick_at(tick)
        assert tick - wanted <= LATEST
    sent_at = moment(organizer.reminder(made)["settled_at"])
    assert organizer.reminder(made)["state"] == "sent"
    assert EARLIEST <= sent_at - wanted <= LATEST
