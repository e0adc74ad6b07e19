"""The .ics of tickets, published or as an iTIP message (RFC 5545, RFC 5546, RFC 7986)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Event, Timezone, vCalAddress, vUri

from turnout.kernel.ical import CalendarText, add_status, start_calendar, start_entry
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout_sdk.email import Address

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOCAL_YEARS: Final = timedelta(days=400)
CHANGES_OF_A_VERSION: Final = 1_000
"""More changes of one order's tickets than this still make a higher SEQUENCE each."""
_IN_ADDRESSES: Final = "@!$&'*+-/=?^_`{|}~."


class Method(StrEnum):
    """What a calendar does with the entry that it is sent (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who invites whom. `organizer` stays the same, or calendars take no change from them."""

    organizer: Address
    attendee: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One appointment. Instants are aware; `sequence` grows with every change of what it says.

    `key` and `host` make the UID: the same two update the entry that a calendar already has.
    Only one that is cancelled may be without times.
    """

    key: str
    host: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    sequence: int
    changed_at: datetime
    location: str = ""
    url: str = ""
    description: str = ""
    organization_name: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False

    @property
    def uid(self) -> str:
        """`key` alone without a host: what is known by it elsewhere already."""
        return f"{self.key}@{self.host}" if self.host else self.key


def render_calendar(entries: Sequence[Entry], *, now: datetime, name: str = "") -> bytes:
    """A published calendar with its time zones. ZoneInfoNotFoundError for an unknown zone."""
    calendar = start_calendar("Tickets")
    if name:
        calendar.add("name", _one_line(name))
        calendar.add("x-wr-calname", _one_line(name))
    zones = {entry.time_zone for entry in entries if entry.starts_at and entry.ends_at}
    for zone in sorted(zones - {"UTC"}):
        first = min(each.starts_at for each in entries if each.time_zone == zone and each.starts_at)
        last = max(each.ends_at for each in entries if each.time_zone == zone and each.ends_at)
        calendar.add_component(_time_zone(ZoneInfo(zone), first, last))
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def render_itip(entry: Entry, parties: Parties, *, now: datetime) -> bytes:
    """An iTIP message about one entry: a request, or a cancellation of what is cancelled.

    The same entry makes the same bytes but for DTSTAMP. Nobody is asked for an answer: whoever
    has a ticket comes.
    """
    method = Method.CANCEL if entry.is_cancelled else Method.REQUEST
    calendar = start_calendar("Tickets", method=method)
    zone = ZoneInfo(entry.time_zone)
    if entry.starts_at and entry.ends_at and zone.key != "UTC":
        calendar.add_component(_time_zone(zone, entry.starts_at, entry.ends_at))
    event = _event(entry, now)
    event.add("organizer", _cal_address(parties.organizer))
    attendee = _cal_address(parties.attendee)
    attendee.params |= {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
    attendee.params |= {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("attendee", attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _cal_address(who: Address) -> vCalAddress:
    """A party by address, and by a name without what no parameter can say (RFC 5545, 3.2)."""
    address = vCalAddress(f"mailto:{quote(who.email.strip(), safe=_IN_ADDRESSES)}")
    name = " ".join(_clean(who.name).replace('"', "'").split())
    if name:
        address.params["CN"] = name
    return address


def _event(entry: Entry, now: datetime) -> Event:
    zone = ZoneInfo(entry.time_zone)
    event = start_entry(
        entry.uid,
        _one_line(entry.title),
        starts_at=entry.starts_at.astimezone(zone) if entry.starts_at else None,
        ends_at=entry.ends_at.astimezone(zone) if entry.ends_at else None,
    )
    add_status(event, is_cancelled=entry.is_cancelled)
    if entry.is_tentative and not entry.is_cancelled:
        event["status"] = "TENTATIVE"
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
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


def entry_of(
    event: events.Event, *, key: str, host: str, url: str, organization_name: str, sequence: int
) -> Entry:
    """What a ticket admits to as a calendar entry; `sequence` is told from the event's version.

    It is cancelled with the event, and while that has no date. The event may be read later than
    what `sequence` counts: added up, two such mixtures could have one number.
    """
    return from_attributes(
        Entry,
        event,
        key=key,
        host=host,
        sequence=event.version * CHANGES_OF_A_VERSION + sequence,
        changed_at=event.updated_at,
        location=", ".join(place_lines(event)),
        url=url,
        description=event.summary,
        organization_name=organization_name,
        is_cancelled=event.state == "cancelled" or event.starts_at is None or event.ends_at is None,
        is_tentative=event.state == "postponed",
    )


def place_lines(event: events.Event) -> list[str]:
    """Where it is: name, then address; an online event says so."""
    lines = event.location.lines if event.location else []
    if event.online_url and event.kind != "in_person":
        lines.append("Online")
    return lines
