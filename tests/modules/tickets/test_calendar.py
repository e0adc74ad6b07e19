"""The .ics of a ticket, read back by the calendar library and by its bytes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from turnout.modules.tickets.calendar import Entry, render_calendar

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ENTRY = Entry(
    key="0190a7c0-0000-7000-8000-000000000001",
    host="tickets.example",
    title="Cloud Summit",
    starts_at=datetime(2026, 11, 14, 8, tzinfo=UTC),
    ends_at=datetime(2026, 11, 14, 17, tzinfo=UTC),
    time_zone="Europe/Brussels",
    sequence=3,
    changed_at=datetime(2026, 1, 1, tzinfo=UTC),
    location="Tsavo Hall, Harambee Avenue; Nairobi",
    url="https://tickets.example/kivuli/summit?from=ics",
    description="Bring this:\na name, a code.",
    organization_name="Kivuli Events",
)


def read(ics: bytes) -> Event:
    [event] = Calendar.from_ical(ics.decode()).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_an_entry_says_what_when_and_where() -> None:
    event = read(render_calendar([ENTRY], now=NOW))

    assert event["summary"] == "Cloud Summit"
    assert event["location"] == "Tsavo Hall, Harambee Avenue; Nairobi"
    assert event["description"] == "Bring this:\na name, a code."
    assert event["url"] == "https://tickets.example/kivuli/summit?from=ics"
    assert event["contact"] == "Kivuli Events"
    assert event["status"] == "CONFIRMED"
    assert event.start == datetime(2026, 11, 14, 9, tzinfo=ZoneInfo("Europe/Brussels"))
    assert event.end == datetime(2026, 11, 14, 18, tzinfo=ZoneInfo("Europe/Brussels"))


def test_a_change_updates_the_entry_that_the_calendar_has() -> None:
    before = read(render_calendar([ENTRY], now=NOW))
    moved = replace(ENTRY, sequence=4, starts_at=ENTRY.starts_at + timedelta(hours=1))
    after = read(render_calendar([moved], now=NOW))

    assert before["uid"] == after["uid"] == f"{ENTRY.key}@tickets.example"
    assert (before["sequence"], after["sequence"]) == (3, 4)


def test_a_cancelled_entry_is_taken_out_of_the_day() -> None:
    event = read(render_calendar([replace(ENTRY, is_cancelled=True)], now=NOW))

    assert event["status"] == "CANCELLED"
    assert event["transp"] == "TRANSPARENT"


def test_the_file_is_published_and_brings_its_time_zone() -> None:
    ics = render_calendar([ENTRY], now=NOW, name="My tickets").decode()

    assert "METHOD:PUBLISH\r\n" in ics
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\n" in ics
    assert "DTSTART;TZID=Europe/Brussels:20261114T090000\r\n" in ics
    assert "DTSTAMP:20260102T030405Z\r\n" in ics
    assert "NAME:My tickets\r\n" in ics


def test_each_zone_comes_once_and_utc_needs_none() -> None:
    entries = [
        ENTRY,
        replace(ENTRY, key="2"),
        replace(ENTRY, key="3", time_zone="Africa/Nairobi"),
        replace(ENTRY, key="4", time_zone="UTC"),
    ]

    ics = render_calendar(entries, now=NOW).decode()

    assert ics.count("BEGIN:VTIMEZONE") == 2
    assert "DTSTART:20261114T080000Z" in ics


@pytest.mark.parametrize(
    ("utc_hour", "local"),
    [(0, "20261025T020000"), (1, "20261025T020000"), (2, "20261025T030000")],
)
def test_the_hour_that_the_clock_repeats_is_written_as_the_clock_shows_it(
    utc_hour: int, local: str
) -> None:
    start = datetime(2026, 10, 25, utc_hour, tzinfo=UTC)
    entry = replace(ENTRY, starts_at=start, ends_at=start + timedelta(hours=3))

    assert f"DTSTART;TZID=Europe/Brussels:{local}" in render_calendar([entry], now=NOW).decode()


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    text = text.encode(errors="replace").decode()
    entry = replace(ENTRY, title=text, description=text, location=text, url="")

    event = read(render_calendar([entry], now=NOW, name=text))

    assert event["uid"] == f"{ENTRY.key}@tickets.example"
    assert "attach" not in event


def test_an_injected_property_stays_text() -> None:
    evil = "x\r\nATTACH:https://evil.example\nEND:VEVENT"
    entry = replace(ENTRY, title=evil, url="https://a.example/\r\nATTACH:https://evil.example")

    event = read(render_calendar([entry], now=NOW))

    assert "attach" not in event
    assert event["summary"] == "x ATTACH:https://evil.example END:VEVENT"


def test_lines_are_folded_at_75_bytes_and_end_in_crlf() -> None:
    ics = render_calendar([replace(ENTRY, description="é" * 300)], now=NOW)

    assert all(len(line) <= 75 for line in ics.split(b"\r\n"))
    assert b"\n" not in ics.replace(b"\r\n", b"")


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        render_calendar([replace(ENTRY, time_zone="Mars/Olympus")], now=NOW)
