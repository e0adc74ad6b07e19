"""Pages for machines: sitemap, feeds, calendars, downloads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import Response
from icalendar import Calendar, Event

from turnout.kernel import clock
from turnout.kernel.ical import CalendarText
from turnout.modules.discovery import api as discovery
from turnout.site.events.event_cards import event_path
from turnout.site.events.event_views import SessionPage
from turnout.site.layout.views import EventCard, SitemapEntry
from turnout.site.rendering.headers import PERSONAL, page_response

RSS: Final = "application/rss+xml; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"
CALENDAR: Final = "text/calendar; charset=utf-8"
MOST_IN_CALENDAR: Final = 200
MOST_IN_SITEMAP: Final = 45_000
"""The protocol allows 50,000 addresses in one file; more go into parts, named by an index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """News of events to come, for readers of feeds."""

    title: str
    description: str
    page_url: str
    feed_url: str
    events: tuple[EventCard, ...]


def now() -> datetime:
    return clock.now()


def sitemap_parts() -> tuple[int, datetime]:
    """How many files the sitemap has, and when one of its pages changed last."""
    count, changed_at = discovery.sitemap_size()
    return max(1, -(-count // MOST_IN_SITEMAP)), changed_at or clock.now()


def sitemap_entries(base_url: str, part: int) -> Iterator[SitemapEntry]:
    """The addresses of one file, counted from 1; the first begins with the start page."""
    if part == 1:
        yield SitemapEntry(url=f"{base_url}/", changed_at=clock.now())
    offset = (part - 1) * MOST_IN_SITEMAP
    for row in discovery.list_sitemap(limit=MOST_IN_SITEMAP, offset=offset):
        parts = (base_url, row.organization_slug, row.event_slug)
        yield SitemapEntry(url="/".join(each for each in parts if each), changed_at=row.changed_at)


def calendar_of(name: str, events: Iterable[discovery.EventSummary], base_url: str) -> bytes:
    """Events as a calendar to subscribe to; a change raises SEQUENCE."""
    calendar = _calendar(name)
    for event in events:
        calendar.add_component(_entry(event, base_url))
    return bytes(calendar.to_ical())


def calendar_of_session(page: SessionPage, event: discovery.EventSummary, base_url: str) -> bytes:
    """One programme item as an appointment."""
    entry = Event()
    entry.add("uid", f"{page.id}@{_host(base_url)}")
    entry.add("dtstamp", event.changed_at)
    entry.add("sequence", event.version)
    entry.add("summary", CalendarText(page.title))
    entry.add("dtstart", page.starts_at.astimezone(UTC))
    entry.add("dtend", page.ends_at.astimezone(UTC))
    entry.add("url", base_url + page.url)
    where = ", ".join(part for part in (page.room, event.place) if part)
    if where:
        entry.add("location", CalendarText(where))
    if page.description:
        entry.add("description", CalendarText(page.description))
    calendar = _calendar(page.title)
    calendar.add_component(entry)
    return bytes(calendar.to_ical())


def download(data: bytes, name: str, *, content_type: str) -> Response:
    response = page_response(data, caching=PERSONAL, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Turnout//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", CalendarText(name))
    return calendar


def _entry(event: discovery.EventSummary, base_url: str) -> Event:
    entry = Event()
    entry.add("uid", f"{event.id}@{_host(base_url)}")
    entry.add("dtstamp", event.changed_at)
    entry.add("sequence", event.version)
    entry.add("summary", CalendarText(event.title))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("url", base_url + event_path(event))
    if event.place:
        entry.add("location", CalendarText(event.place))
    if event.summary:
        entry.add("description", CalendarText(event.summary))
    entry.add("status", "CANCELLED" if event.state == "cancelled" else "CONFIRMED")
    return entry


def _host(base_url: str) -> str:
    return base_url.split("://", 1)[1]
