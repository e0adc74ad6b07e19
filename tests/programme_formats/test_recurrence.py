"""Rules that repeat, against libraries that are not ours; local times against a slow count."""

import time as wall_clock
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import dateutil.rrule
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests.prove.counts import examples

from turnout.kernel.errors import Invalid
from turnout.kernel.time_zones import clocks, place, place_span, shift
from turnout.programme_formats.recurrence import MOST, expand, occurrences, read_rule

UTC_ZONE = ZoneInfo("UTC")
BRUSSELS = ZoneInfo("Europe/Brussels")
ZONES = {
    name: ZoneInfo(name)
    for name in (
        "Europe/Brussels",
        "Europe/Dublin",  # winter is the daylight saving, in law
        "America/New_York",
        "America/Santiago",  # clocks change at midnight
        "America/St_Johns",
        "Australia/Lord_Howe",  # by half an hour
        "Africa/Casablanca",  # back for Ramadan
        "Pacific/Apia",  # 30 December 2011 was left out
        "Asia/Kathmandu",  # moved by a quarter of an hour in 1986
        "Africa/Monrovia",  # by 44 minutes and 30 seconds in 1972
        "Europe/Moscow",
        "UTC",
    )
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
times = st.datetimes(datetime(1971, 1, 2), datetime(2040, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0)
)


def at(text):
    return datetime.fromisoformat(text)


@st.composite
def rules(draw):
    """Any rule that we take, as text; at most a few hundred occurrences."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 9))}"]
    numbered = frequency in ("MONTHLY", "YEARLY")
    day = st.sampled_from(DAYS)
    # Not both sorts in one rule: dateutil then wants both to hold, RFC 5545 either.
    if numbered and draw(st.booleans()):
        which = st.sampled_from(["1", "2", "-1", "5", "-5"])
        day = st.builds(lambda number, name: number + name, which, day)

    def maybe(name, values, *, most=3):
        if draw(st.integers(0, 2)) == 0:
            chosen = draw(st.lists(values, min_size=1, max_size=most, unique=True))
            parts.append(f"{name}={','.join(str(each) for each in chosen)}")

    maybe("BYDAY", day)
    maybe("BYMONTH", st.integers(1, 12))
    maybe("BYHOUR", st.integers(0, 23), most=2)
    maybe("BYMINUTE", st.sampled_from([0, 15, 30, 59]), most=2)
    if frequency != "WEEKLY":
        maybe("BYMONTHDAY", st.sampled_from([1, 13, 28, 29, 30, 31, -1, -3, -31]))
    if frequency == "YEARLY":
        maybe("BYYEARDAY", st.sampled_from([1, 60, 100, 365, 366, -1, -366]))
    if len(parts) > 2 and frequency != "WEEKLY":
        maybe("BYSETPOS", st.sampled_from([1, 2, -1, -2, 5]), most=2)
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    return ";".join(parts)


def expected(text, starts, until):
    """What dateutil says, up to a date."""
    rule = dateutil.rrule.rrulestr(f"{text};UNTIL={until:%Y%m%dT%H%M%S}", dtstart=starts)
    return list(rule)[:MOST]


@pytest.fixture(scope="module")
def hasty_dateutil():
    """A dateutil that stops in 2050, not in 9999, where a rule finds nothing more."""
    real = dateutil.rrule.datetime
    names = {name: getattr(real, name) for name in dir(real)}
    dateutil.rrule.datetime = SimpleNamespace(**{**names, "MAXYEAR": 2050})
    yield
    dateutil.rrule.datetime = real


@settings(max_examples=examples(300))
@given(rules(), times, st.integers(30, 1500))
def test_a_rule_means_what_dateutil_says(hasty_dateutil, text, starts, days):
    until = starts + timedelta(days=days)
    ours = expand(read_rule(f"{text};UNTIL={until:%Y%m%dT%H%M%S}", UTC_ZONE), starts)
    assert ours == expected(text, starts, until)


@given(rules(), times, st.integers(1, 20))
def test_a_count_takes_the_first_so_many(text, starts, count):
    until = starts + timedelta(days=3_000)
    by_end = expand(read_rule(f"{text};UNTIL={until:%Y%m%dT%H%M%S}", UTC_ZONE), starts)
    by_count = expand(read_rule(f"{text};COUNT={count}", UTC_ZONE), starts)
    assert by_count[: len(by_end)] == by_end[:count]
    assert len(by_count) <= count


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=5;COUNT=5",
        "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31;COUNT=500",
    ],
)
def test_a_rule_that_never_comes_is_told_at_once(rule):
    began = wall_clock.monotonic()
    with pytest.raises(Invalid) as refused:
        occurrences(read_rule(rule, BRUSSELS), at("2030-01-07T10:00"), BRUSSELS)
    assert refused.value.errors[0].code == "start-not-on-rule"
    assert wall_clock.monotonic() - began < 1


def calendar(starts, ends, *, zone, rule):
    return Calendar.from_ical(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\nBEGIN:VEVENT\r\nUID:one\r\n"
        f"DTSTAMP:20250101T000000Z\r\nDTSTART;TZID={zone}:{starts:%Y%m%dT%H%M%S}\r\n"
        f"DTEND;TZID={zone}:{ends:%Y%m%dT%H%M%S}\r\nRRULE:{rule}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


@settings(max_examples=examples(60))
@given(
    st.sampled_from([name for name in ZONES if name != "Pacific/Apia"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["FREQ=DAILY;COUNT=40", "FREQ=WEEKLY;COUNT=30", "FREQ=MONTHLY;COUNT=12"]),
)
def test_instants_over_clock_changes_are_those_of_a_calendar_library(name, starts, rule):
    zone = ZONES[name]
    starts = starts.replace(second=0, microsecond=0)
    local = occurrences(read_rule(rule, zone), starts, zone)
    real = [moment for moment in local if clocks(place(moment, zone), zone) == moment]
    ours = [place(moment, zone) for moment in real]
    found = recurring_ical_events.of(
        calendar(starts, starts + timedelta(hours=1), zone=name, rule=rule)
    ).between(starts - timedelta(days=2), starts + timedelta(days=800))
    theirs = {
        (start.replace(tzinfo=None), start.astimezone(UTC))
        for start in (each["DTSTART"].dt for each in found)
    }
    assert set(zip(real, ours, strict=True)) <= theirs
    assert {pair[0] for pair in theirs} >= set(real)


def counted(local, zone):
    """Walk through real time: the first instant at which clocks show `local`; else by the gap.

    Only instants are turned into local times here, which is never in doubt.
    """
    step = timedelta(seconds=30)
    moment = local.replace(tzinfo=UTC) - timedelta(hours=26)
    before = moment
    for _ in range(2 * 60 * 52):
        shown = clocks(moment, zone)
        if shown == local:
            return moment
        if shown > local and clocks(before, zone) < local:
            return moment + (local - clocks(before, zone) - step)
        before, moment = moment, moment + step
    raise AssertionError("not within a day")


CHANGES = [
    ("Europe/Brussels", "2030-03-31T02:30"),
    ("Europe/Brussels", "2030-10-27T02:30"),
    ("Europe/Brussels", "1977-04-03T02:15"),
    ("America/New_York", "2007-03-11T02:30"),
    ("America/New_York", "2030-11-03T01:30"),
    ("America/Santiago", "2024-09-08T00:30"),
    ("America/St_Johns", "2006-04-02T00:01"),
    ("Australia/Lord_Howe", "2030-10-06T02:15"),
    ("Australia/Lord_Howe", "2031-04-06T01:45"),
    ("Africa/Casablanca", "2026-03-22T02:30"),
    ("Africa/Casablanca", "2026-02-15T02:30"),
    ("Pacific/Apia", "2011-12-30T12:00"),
    ("Asia/Kathmandu", "1986-01-01T00:05"),
    ("Africa/Monrovia", "1972-01-07T00:30"),
    ("Europe/Dublin", "1971-10-31T02:30"),
    ("Europe/Moscow", "2011-03-27T02:30"),
    ("Europe/Moscow", "2014-10-26T01:30"),
]


@pytest.mark.parametrize(("name", "local"), CHANGES)
def test_gaps_move_forward_and_of_two_the_first_is_meant(name, local):
    assert place(at(local), ZONES[name]) == counted(at(local), ZONES[name])


@settings(max_examples=examples(150))
@given(st.sampled_from(sorted(ZONES)), times)
def test_any_local_time_has_the_instant_of_a_slow_count(name, local):
    assert place(local, ZONES[name]) == counted(local, ZONES[name])


@given(st.sampled_from(sorted(ZONES)), times, st.integers(1, 60 * 48), st.integers(-800, 800))
def test_moving_keeps_the_clock_or_goes_forward_by_a_gap(name, local, minutes, days):
    zone = ZONES[name]
    by = timedelta(days=days)
    moment = place(local, zone)
    assert shift(moment, zone, timedelta(0)) == moment
    shown = clocks(shift(moment, zone, by), zone)
    assert shown == clocks(moment, zone) + by or shown > clocks(moment, zone) + by
    length = timedelta(minutes=minutes)
    begin, finish = place_span(local, local + length, zone, length=length)
    assert finish > begin


def test_a_night_over_the_change_ends_when_clocks_say_so():
    begin, finish = place_span(
        at("2030-03-30T22:00"), at("2030-03-31T06:00"), BRUSSELS, length=timedelta(hours=8)
    )
    assert finish - begin == timedelta(hours=7)


def test_an_end_that_a_gap_would_put_before_the_start_keeps_the_length():
    begin, finish = place_span(
        at("2030-03-31T02:45"), at("2030-03-31T03:15"), BRUSSELS, length=timedelta(minutes=30)
    )
    assert finish - begin == timedelta(minutes=30)


def test_two_shows_that_a_gap_puts_at_one_instant_are_one():
    rule = read_rule("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30;COUNT=8", BRUSSELS)
    found = occurrences(rule, at("2030-03-30T02:30"), BRUSSELS)
    assert len(found) == 7
    assert len({place(each, BRUSSELS) for each in found}) == 7


def test_times_can_be_added_and_left_out():
    rule = read_rule("RRULE:FREQ=WEEKLY;COUNT=3", BRUSSELS)
    found = occurrences(
        rule,
        at("2030-01-07T10:00"),
        BRUSSELS,
        added=[at("2030-01-09T18:00")],
        left_out=[at("2030-01-14T10:00"), at("2030-05-01T10:00")],
    )
    assert found == [at("2030-01-07T10:00"), at("2030-01-09T18:00"), at("2030-01-21T10:00")]


@pytest.mark.parametrize(
    "until", ["20300121", "20300121T100000", "20300121T090000Z", "20300127T235959"]
)
def test_the_end_is_a_day_a_local_time_or_an_instant(until):
    rule = read_rule(f"FREQ=WEEKLY;UNTIL={until}", BRUSSELS)
    assert expand(rule, at("2030-01-07T10:00"))[-1] == at("2030-01-21T10:00")


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=3;UNTIL=20300101",
        "FREQ=DAILY;COUNT=501",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=3;COUNT=4",
        "FREQ=DAILY;COUNT=٣",
        "FREQ=DAILY;INTERVAL=-1;COUNT=3",
        "FREQ=WEEKLY;BYDAY=2TU;COUNT=3",
        "FREQ=WEEKLY;BYMONTHDAY=2;COUNT=3",
        "FREQ=MONTHLY;BYYEARDAY=2;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3",
        "FREQ=MONTHLY;BYSETPOS=1;COUNT=3",
        "FREQ=YEARLY;BYWEEKNO=20;COUNT=3",
        "FREQ=YEARLY;BYDAY=54MO;COUNT=3",
        "FREQ=DAILY;UNTIL=20301301",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;;COUNT=3",
        "FREQ=DAILY;COUNT=3;X-RAY=1",
        "FREQ=DAILY;WKST=XX;COUNT=3",
        "FREQ=DAILY;COUNT=3" + ";" * 600,
    ],
)
def test_a_rule_that_we_do_not_take_is_refused_with_a_reason(rule):
    with pytest.raises(Invalid) as refused:
        read_rule(rule, BRUSSELS)
    assert refused.value.errors[0].pointer == "/rule"


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    try:
        read_rule(text, BRUSSELS)
    except Invalid:
        return


def test_a_series_has_at_most_five_hundred():
    rule = read_rule("FREQ=DAILY;COUNT=500", BRUSSELS)
    starts = at("2030-01-07T10:00")
    assert len(occurrences(rule, starts, BRUSSELS)) == MOST
    with pytest.raises(Invalid):
        occurrences(rule, starts, BRUSSELS, added=[starts + timedelta(hours=1)])
    endless = read_rule("FREQ=DAILY;UNTIL=20990101", BRUSSELS)
    assert len(expand(endless, starts)) == MOST
