"""iCalendar files: what every writer of ours begins with, their texts, and how they are answered.

A text is escaped so that a reader sees exactly what was written: the library takes a backslash
before a capital N for a line end, also where a person typed both.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from flask import Response
from icalendar import Calendar, Event, vText
from icalendar.prop import vCategory

_SPECIAL: Final = re.compile(r"\r\n|[\r\n\\;,]")

CALENDAR_FILE: Final = {
    "responses": {
        "200": {
            "description": "A calendar to subscribe to",
            "content": {"text/calendar": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
"""How the API's document describes the answer of `calendar`."""


class CalendarText(vText):
    """A TEXT value (RFC 5545, 3.3.11)."""

    def to_ical(self) -> bytes:
        return _SPECIAL.sub(_escaped, str(self)).encode()


def calendar_list(texts: Iterable[str]) -> vCategory:
    """A list of TEXT values, parted by commas."""
    values = vCategory([])
    values.cats = [CalendarText(text) for text in texts]
    return values


def start_calendar(product: str, *, method: str = "PUBLISH") -> Calendar:
    """A calendar without entries, by one of our writers; a published one can be subscribed to.

    `method` is that of iTIP (RFC 5546); empty: a plain file.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Turnout//{product}//EN")
    calendar.add("version", "2.0")
    if method:
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", method)
    return calendar


def start_entry(
    uid: str, title: CalendarText, *, starts_at: datetime | None, ends_at: datetime | None
) -> Event:
    """An appointment; calendars know it again by `uid`, and write times in the zone they have.

    Only one that is taken back may be without times.
    """
    event = Event()
    event.add("uid", uid)
    event.add("summary", title)
    if starts_at is not None and ends_at is not None:
        event.add("dtstart", starts_at)
        event.add("dtend", ends_at)
    return event


def add_status(event: Event, *, is_cancelled: bool) -> None:
    """Whether it takes place, and with it whether the time is taken."""
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")


def calendar(data: bytes) -> Response:
    """An answer that no cache between us and the subscriber keeps."""
    answer = Response(data, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _escaped(special: re.Match[str]) -> str:
    return "\\n" if special[0][0] in "\r\n" else f"\\{special[0]}"
