"""The .ics of a ticket or an event, for calendars of any make (RFC 5545, RFC 7986)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Event, Timezone, vUri

from turnout.kernel.ical import CalendarText, add_status, start_calendar, start_entry
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOCAL_YEARS: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One appointment. Instants are aware; `sequence` grows with every change of the event.

    `id` and `host` make the UID: the same two update the entry that a calendar already has.
    """

    id: UUID
    host: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    sequence: int
    location: str = ""
    url: str = ""
    description: str = ""
    organization_name: str = ""
    is_cancelled: bool = False


def render_calendar(entries: Sequence[Entry], *, now: datetime, name: str = "") -> bytes:
    """A published calendar with its time zones. ZoneInfoNotFoundError for an unknown zone."""
    calendar = start_calendar("Tickets")
    if name:
        calendar.add("name", _one_line(name))
        calendar.add("x-wr-calname", _one_line(name))
    for zone in sorted({entry.time_zone for entry in entries} - {"UTC"}):
        first = min(entry.starts_at for entry in entries if entry.time_zone == zone)
        last = max(entry.ends_at for entry in entries if entry.time_zone == zone)
        calendar.add_component(_time_zone(ZoneInfo(zone), first, last))
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    zone = ZoneInfo(entry.time_zone)
    event = start_entry(
        f"{entry.id}@{entry.host}",
        _one_line(entry.title),
        starts_at=entry.starts_at.astimezone(zone),
        ends_at=entry.ends_at.astimezone(zone),
    )
    add_status(event, is_cancelled=entry.is_cancelled)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    event.add("sequence", entry.sequence)
    for field, text in (
        ("location", _one_line(entry.location)),
        ("description", _clean(entry.description)),
        ("contact", _one_line(entry.organization_name)),
    ):
        if text:
            event.add(field, text)
    if entry.url:
        event.add("url", vUri("".join(entry.url.split())))
    return event


def _time_zone(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The zone's rules around the appointments, so that no calendar has to know its name."""
    start, end = (first - _LOCAL_YEARS).date(), (last + _LOCAL_YEARS).date()
    return Timezone.from_tzid(zone.key, first_date=start, last_date=end)


def _clean(text: str) -> CalendarText:
    """Text whose line ends the file can write and whose other controls are gone."""
    return CalendarText(_CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _one_line(text: str) -> CalendarText:
    return CalendarText(" ".join(_clean(text).split()))


def entry_of(event: events.Event, *, host: str, url: str, organization_name: str) -> Entry | None:
    """The event as a calendar entry; None while it has no date."""
    if event.starts_at is None or event.ends_at is None:
        return None
    return from_attributes(
        Entry,
        event,
        host=host,
        sequence=event.version,
        location=", ".join(place_lines(event)),
        url=url,
        description=event.summary,
        organization_name=organization_name,
        is_cancelled=event.state == "cancelled",
    )


def place_lines(event: events.Event) -> list[str]:
    """Where it is: name, then address; an online event says so."""
    lines = event.location.lines if event.location else []
    if event.online_url and event.kind != "in_person":
        lines.append("Online")
    return lines
