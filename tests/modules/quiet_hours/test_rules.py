"""Quiet hours by local clocks: over both changes of clocks, in zones of half hours, round midnight."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prove.counts import examples

from turnout.kernel import time_zones
from turnout.kernel.errors import Invalid
from turnout.modules.quiet_hours import rules
from turnout.modules.quiet_hours.types import QuietHours

ZONES = (
    *("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"),
    *("Asia/Kathmandu", "America/St_Johns", "Africa/Mogadishu", "Pacific/Chatham", "UTC"),
)
CLOCKS = st.builds(
    lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.integers(0, 59)
)
MOMENTS = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
NIGHT = QuietHours(is_on=True, starts="21:00", ends="08:00")


@given(MOMENTS, st.sampled_from(ZONES), CLOCKS, CLOCKS)
@settings(max_examples=examples(400), deadline=None)
def test_whoever_waits_waits_to_the_end_of_the_hours_and_not_a_minute_longer(
    now, name, starts, ends
):
    zone, hours = ZoneInfo(name), QuietHours(is_on=True, starts=starts, ends=ends)
    until = rules.end_of(hours, now, zone)
    shown = time_zones.clocks(now, zone).time()
    if until is None:
        repeats = rules.is_quiet(shown, hours)
        assert not repeats or zone.utcoffset(now.replace(tzinfo=None)) is not None
        return
    assert now < until <= now + timedelta(hours=26)
    assert rules.is_quiet(shown, hours), "only who is within the hours waits"
    assert not rules.is_quiet(time_zones.clocks(until, zone).time(), hours)
    last = time_zones.clocks(until - timedelta(minutes=1), zone).time()
    assert rules.is_quiet(last, hours) or _clocks_change(until, zone)


def _clocks_change(until, zone):
    before, after = (until + timedelta(hours=h) for h in (-2, 2))
    return before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset()


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        ("2026-06-01T20:30+00:00", "Europe/Berlin", "2026-06-02T06:00+00:00"),
        ("2026-06-01T18:59+00:00", "Europe/Berlin", None),
        ("2026-06-02T06:00+00:00", "Europe/Berlin", None),
        ("2026-03-28T22:00+00:00", "Europe/Berlin", "2026-03-29T06:00+00:00"),
        ("2026-10-24T22:00+00:00", "Europe/Berlin", "2026-10-25T07:00+00:00"),
        ("2026-06-01T16:00+00:00", "Asia/Kolkata", "2026-06-02T02:30+00:00"),
    ],
)
def test_a_night_ends_at_eight_by_the_clocks_there(now, zone, until):
    found = rules.end_of(NIGHT, datetime.fromisoformat(now), ZoneInfo(zone))
    assert found == (datetime.fromisoformat(until) if until else None)


def test_an_end_that_clocks_skip_moves_forward_with_them():
    hours = QuietHours(is_on=True, starts="21:00", ends="02:30")
    found = rules.end_of(hours, datetime(2026, 3, 29, 0, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_of_an_end_that_clocks_show_twice_the_first_one_counts():
    hours, zone = QuietHours(is_on=True, starts="21:00", ends="02:30"), ZoneInfo("Europe/Berlin")
    assert rules.end_of(hours, datetime(2026, 10, 25, 0, 10, tzinfo=UTC), zone) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert rules.end_of(hours, datetime(2026, 10, 25, 1, 10, tzinfo=UTC), zone) is None


def test_hours_that_are_off_are_never_quiet_and_hours_without_length_are_refused():
    off = QuietHours(is_on=False, starts="00:00", ends="23:59")
    assert rules.end_of(off, datetime(2026, 6, 1, 12, tzinfo=UTC), ZoneInfo("UTC")) is None
    rules.require_sound(QuietHours(is_on=False, starts="09:00", ends="09:00"))
    with pytest.raises(Invalid):
        rules.require_sound(QuietHours(is_on=True, starts="09:00", ends="09:00"))
