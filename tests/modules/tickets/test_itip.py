"""Entries as iTIP messages, read back by three libraries that know nothing of each other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import ics
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.modules.tickets.test_calendar import ENTRY, NOW

from turnout.modules.tickets.calendar import Parties, render_itip
from turnout_sdk.email import Address

PARTIES = Parties(
    organizer=Address(email="no-reply@turnout.example", name="Harbour Society"),
    attendee=Address(email="amina@people.example", name="Amina"),
)
NAMES = (
    "أمينة بنت عبد الرحمن",
    "प्रिया शर्मा",
    'Nguyễn Thị "Ánh"; Ltd., R&D: x',
    "श्री " * 60,
    "a\r\nATTENDEE:mailto:eve@evil.example",
)


def written(entry=ENTRY, parties=PARTIES, now=NOW) -> str:
    raw = render_itip(entry, parties, now=now)
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    return raw.decode()


def by_icalendar(text: str) -> dict[str, Any]:
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    return {
        "method": str(calendar["METHOD"]), "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]), "title": str(event["SUMMARY"]),
        "starts": event.start.astimezone(UTC), "status": str(event["STATUS"]),
        "attendee": str(event["ATTENDEE"]), "name": event["ATTENDEE"].params.get("CN", ""),
        "rsvp": event["ATTENDEE"].params["RSVP"], "organizer": str(event["ORGANIZER"]),
    }  # fmt: skip


def by_vobject(text: str) -> dict[str, Any]:
    calendar = vobject.readOne(text)
    event = calendar.vevent
    return {
        "method": calendar.method.value, "uid": event.uid.value,
        "sequence": int(event.sequence.value), "title": event.summary.value,
        "starts": event.dtstart.value.astimezone(UTC), "status": event.status.value,
        "attendee": event.attendee.value, "name": "".join(event.attendee.params.get("CN", [])),
        "rsvp": event.attendee.params["RSVP"][0], "organizer": event.organizer.value,
    }  # fmt: skip


def by_ics(text: str) -> dict[str, Any]:
    calendar = ics.Calendar(text)
    [event] = calendar.events
    [attendee] = event.attendees
    [sequence] = [each.value for each in event.extra if each.name == "SEQUENCE"]
    return {
        "method": calendar.method, "uid": event.uid, "sequence": int(sequence),
        "title": event.name, "starts": event.begin.datetime.astimezone(UTC),
        "status": event.status, "attendee": f"mailto:{attendee.email}",
        "name": attendee.common_name,
        # The library takes any value of RSVP for a yes.
        "rsvp": "FALSE" if "RSVP=FALSE" in text.replace("\r\n ", "") else "",
        "organizer": f"mailto:{event.organizer.email}",
    }  # fmt: skip


READERS = (by_icalendar, by_vobject, by_ics)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_three_libraries_read_the_same_request(read, name) -> None:
    title = f"مهرجان الميناء · बंदरगाह {name}"
    parties = replace(PARTIES, attendee=Address(email="amina+tickets@people.example", name=name))
    found = read(written(replace(ENTRY, title=title), parties))

    one_line = " ".join(name.split())
    assert found["name"].split() == one_line.replace('"', "'").split()
    assert found == {
        "method": "REQUEST", "uid": f"{ENTRY.key}@tickets.example", "sequence": 3,
        "title": " ".join(title.split()), "starts": ENTRY.starts_at, "status": "CONFIRMED",
        "attendee": "mailto:amina+tickets@people.example", "name": found["name"],
        "rsvp": "FALSE", "organizer": "mailto:no-reply@turnout.example",
    }  # fmt: skip


@pytest.mark.parametrize("read", READERS)
def test_a_cancellation_names_the_same_entry_and_a_higher_sequence(read) -> None:
    request = read(written())
    cancelled = read(written(replace(ENTRY, is_cancelled=True, sequence=4)))

    assert (cancelled["method"], cancelled["status"]) == ("CANCEL", "CANCELLED")
    assert cancelled["uid"] == request["uid"]
    assert cancelled["sequence"] > request["sequence"]


def test_what_has_no_date_any_more_can_be_taken_back() -> None:
    text = written(replace(ENTRY, starts_at=None, ends_at=None, is_cancelled=True))

    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert "DTSTART" not in event
    assert "VTIMEZONE" not in text
    assert "METHOD:CANCEL\r\n" in text


def test_what_is_put_off_is_tentative() -> None:
    text = written(replace(ENTRY, is_tentative=True))

    assert "STATUS:TENTATIVE\r\n" in text
    assert "METHOD:REQUEST\r\n" in text


def test_the_same_entry_is_the_same_bytes_but_for_the_stamp() -> None:
    first, second = written(), written(now=NOW + timedelta(days=3))

    def rest(text: str) -> list[str]:
        return [line for line in text.split("\r\n") if not line.startswith("DTSTAMP")]

    assert first != second
    assert rest(first) == rest(second)
    assert "LAST-MODIFIED:20260101T000000Z" in first


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("zone", "starts"),
    [
        ("Europe/Brussels", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 6, 1, 4, 15, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 12, 0, tzinfo=UTC)),
        ("UTC", datetime(2026, 6, 1, 4, 15, tzinfo=UTC)),
    ],
)
def test_each_library_reads_the_same_moment(read, zone, starts) -> None:
    entry = replace(ENTRY, time_zone=zone, starts_at=starts, ends_at=starts + timedelta(hours=2))

    assert read(written(entry))["starts"] == starts


@given(name=st.text(max_size=120), email=st.text(max_size=60), title=st.text(max_size=120))
def test_no_text_adds_a_party(name: str, email: str, title: str) -> None:
    name, email, title = (each.encode(errors="replace").decode() for each in (name, email, title))
    parties = replace(PARTIES, attendee=Address(email=email, name=name))

    text = written(replace(ENTRY, title=title), parties)

    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert not isinstance(event["ATTENDEE"], list)
    assert event["UID"] == f"{ENTRY.key}@tickets.example"
