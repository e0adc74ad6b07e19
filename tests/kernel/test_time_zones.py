"""Names of time zones, and local days: those of the database, quickly said, whatever clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import day_bounds, find_zone, zone_names


def test_the_names_are_those_that_mean_the_same_everywhere() -> None:
    assert {"UTC", "Africa/Nairobi", "Asia/Kolkata"} <= zone_names()
    assert not {"localtime", "Factory", "", "Mars/Olympus"} & zone_names()
    assert find_zone("localtime") is None


def test_asking_again_reads_no_files() -> None:
    """`available_timezones` opens six hundred each time: 8 ms of every organization made."""
    assert zone_names() is zone_names()


def test_a_day_begins_at_its_own_midnight_also_when_clocks_change() -> None:
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        begins, ends = day_bounds(day, day, ZoneInfo("Europe/Brussels"))
        assert begins is not None
        assert ends is not None
        assert ends.timestamp() - begins.timestamp() == timedelta(hours=hours).total_seconds()
    begins, _ = day_bounds(date(2026, 10, 25), None, ZoneInfo("Europe/Berlin"))
    assert begins == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert day_bounds(None, date.max, ZoneInfo("UTC")) == (None, None)
