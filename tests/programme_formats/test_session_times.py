"""When a session starts, in every way that files say it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.programme_formats.sample_xml import event, reasons, schedule

from turnout.programme_formats.errors import TimeZoneNeeded
from turnout.programme_formats.xml_reader import parse_schedule

CHANGE = "<day_change>06:00:00</day_change>"


def start_of(data, **options):
    [session] = parse_schedule(data, **options).programme.sessions
    return session.start.replace(tzinfo=None).isoformat(" ", "minutes")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("06:00", "2024-02-03 06:00"),
        ("23:59", "2024-02-03 23:59"),
        ("00:00", "2024-02-04 00:00"),
        ("05:59", "2024-02-04 05:59"),
        ("25:30", "2024-02-04 01:30"),
        ("05:59:30", "2024-02-04 05:59"),
    ],
)
def test_the_small_hours_belong_to_the_night_after(start, expected):
    assert start_of(schedule(event(start=start), conference=CHANGE)) == expected


def test_without_a_day_change_the_day_begins_at_midnight():
    assert start_of(schedule(event(start="00:30"))) == "2024-02-03 00:30"


def test_a_day_change_that_is_no_time_is_told_and_ignored():
    data = schedule(event(start="00:30"), conference="<day_change>late</day_change>")
    assert start_of(data) == "2024-02-03 00:30"
    assert reasons(parse_schedule(data)) == ["bad-day-change"]


def test_a_calendar_date_of_its_own_needs_no_day_change():
    data = schedule(event(start="01:00", date="2024-02-04"), conference=CHANGE)
    assert start_of(data) == "2024-02-04 01:00"


def test_the_day_s_own_date_as_session_date_still_changes_with_the_day():
    data = schedule(event(start="01:00", date="2024-02-03"), conference=CHANGE)
    assert start_of(data) == "2024-02-04 01:00"


def test_a_full_date_wins_over_the_start():
    data = schedule(event(start="09:00", date="2024-02-03T11:00:00+01:00"))
    assert start_of(data) == "2024-02-03 11:00"


def test_an_offset_that_is_not_the_zone_s_keeps_the_instant_and_is_told():
    parsed = parse_schedule(schedule(event(date="2024-02-03T10:00:00+00:00")))
    assert parsed.programme.sessions[0].starts_at == datetime(2024, 2, 3, 10, tzinfo=UTC)
    assert reasons(parsed) == ["other-offset"]


def test_a_day_s_offset_serves_sessions_that_state_none():
    day = 'date="2024-02-03" start="2024-02-03T08:00:00+05:30"'
    [session] = parse_schedule(schedule(event(), day=day, zone=None)).programme.sessions
    assert session.start.utcoffset() == timedelta(hours=5, minutes=30)


def test_one_session_without_an_offset_is_enough_to_ask():
    sessions = (event("1", date="2024-02-03T10:00:00+01:00"), event("2", start="12:00"))
    with pytest.raises(TimeZoneNeeded):
        parse_schedule(schedule(*sessions, zone=None))


def test_an_unknown_zone_in_the_file_counts_as_none():
    with pytest.raises(TimeZoneNeeded):
        parse_schedule(schedule(event(), zone="Middle/Earth"))
    parsed = parse_schedule(schedule(event(), zone="Middle/Earth"), time_zone="Europe/Paris")
    assert parsed.programme.time_zone == "Europe/Paris"
    assert reasons(parsed) == ["unknown-time-zone"]


def test_a_time_that_clocks_skip_moves_forward_and_is_told():
    data = schedule(event(start="02:30"), day='date="2024-03-31"')
    assert start_of(data) == "2024-03-31 03:30"
    assert reasons(parse_schedule(data)) == ["time-does-not-exist"]


def test_a_time_that_clocks_show_twice_is_the_first_and_is_told():
    parsed = parse_schedule(schedule(event(start="02:30"), day='date="2024-10-27"'))
    assert parsed.programme.sessions[0].starts_at == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert reasons(parsed) == ["time-occurs-twice"]


def test_a_day_without_a_date_takes_it_from_its_start_or_does_without():
    by_start = schedule(event(), day='start="2024-02-03T08:00:00+01:00"')
    assert start_of(by_start) == "2024-02-03 10:00"
    neither = parse_schedule(schedule(event(), day='date="someday"'))
    assert neither.programme.sessions == ()
    assert reasons(neither) == ["bad-day-date", "no-date"]
    own = schedule(event(date="2024-02-05"), day="")
    assert start_of(own) == "2024-02-05 10:00"
