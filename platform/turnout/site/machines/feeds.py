"""Pages for machines: sitemap, robots, feeds, calendars, downloads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from flask import Flask, Response
from icalendar import Event

from turnout.kernel import clock, runtime
from turnout.kernel.errors import NotFound
from turnout.kernel.http.own_hosts import home_of_request, own_origin
from turnout.kernel.ical import CalendarText, start_calendar, start_entry
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.site.events.views import SessionPage
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import event_path
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import EventCard, Link, SitemapEntry
from turnout.site.rendering.headers import PERSONAL, page_response, public_page
from turnout.site.rendering.renderer import Renderer

RSS: Final = "application/rss+xml; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"
CALENDAR: Final = "text/calendar; charset=utf-8"
MOST_IN_CALENDAR: Final = 200
MOST_IN_SITEMAP: Final = 45_000
"""The protocol allows 50,000 addresses in one file; more go into parts, named by an index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of coming events."""

    title: str
    description: str
    page_url: str
    feed_url: str
    events: tuple[EventCard, ...]


def sitemap_parts(host: str) -> tuple[int, datetime]:
    """How many files a host's sitemap has, and when one of its pages changed last."""
    count, changed_at = discovery.sitemap_size(host=host)
    return max(1, -(-count // MOST_IN_SITEMAP)), changed_at or clock.now()


def sitemap_entries(host: str, part: int) -> Iterator[SitemapEntry]:
    """The addresses of one file, counted from 1; the platform's begins with the start page.

    A sitemap names pages of its own host only: crawlers pass over others.
    """
    base_url = runtime.current().settings.origin_of(host)
    if part == 1 and not host:
        yield SitemapEntry(url=f"{base_url}/", changed_at=clock.now())
    offset = (part - 1) * MOST_IN_SITEMAP
    for row in discovery.list_sitemap(host=host, limit=MOST_IN_SITEMAP, offset=offset):
        parts = (base_url, row.organization_slug, row.event_slug)
        yield SitemapEntry(url="/".join(each for each in parts if each), changed_at=row.changed_at)


def calendar_of(name: str, events: Iterable[discovery.EventSummary]) -> bytes:
    """Events as a calendar to subscribe to; a change raises SEQUENCE."""
    entries = []
    for event in events:
        entry = _entry(event, event, event_path(event), text=event.summary)
        entry.add("status", "CANCELLED" if event.state == "cancelled" else "CONFIRMED")
        entries.append(entry)
    return _calendar(name, entries)


def calendar_of_session(page: SessionPage, event: discovery.EventSummary) -> bytes:
    """One programme item as an appointment."""
    entry = _entry(page, event, page.url, text=page.description, room=page.room)
    return _calendar(page.title, [entry])


def download(data: bytes, name: str, *, content_type: str) -> Response:
    response = page_response(data, caching=PERSONAL, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _calendar(name: str, entries: Iterable[Event]) -> bytes:
    calendar = start_calendar("Events", method="")
    calendar.add("x-wr-calname", CalendarText(name))
    for each in entries:
        calendar.add_component(each)
    return bytes(calendar.to_ical())


def _entry(
    what: SessionPage | discovery.EventSummary,
    event: discovery.EventSummary,
    path: str,
    *,
    text: str,
    room: str = "",
) -> Event:
    """An event, or an item of its programme, which changes as the event does.

    It is known by the platform's host for good; where its page stands may change.
    """
    settings = runtime.current().settings
    entry = start_entry(
        f"{what.id}@{settings.public_host}",
        CalendarText(what.title),
        starts_at=what.starts_at.astimezone(UTC),
        ends_at=what.ends_at.astimezone(UTC),
    )
    entry.add("dtstamp", event.changed_at)
    entry.add("sequence", event.version)
    entry.add("url", settings.origin_of(event.organization.host) + path)
    where = ", ".join(part for part in (room, event.place) if part)
    if where:
        entry.add("location", CalendarText(where))
    if text:
        entry.add("description", CalendarText(text))
    return entry


LONGEST: Final = 1500
"""Addresses longer than browsers and calendars take lose the description."""


def calendar_links(event: events.Event, *, file_url: str, page_url: str) -> tuple[Link, ...]:
    """The .ics first: it opens in any calendar, and a changed event replaces what it had put there.

    Nothing of whose ticket it is goes to the calendars on the web, which the installation names.
    """
    if event.starts_at is None or event.ends_at is None:
        return ()
    place = event.location
    lines = (place.name, place.street, place.city) if place else ()
    values = {
        "title": event.title,
        "start": event.starts_at.astimezone(UTC).isoformat(),
        "end": event.ends_at.astimezone(UTC).isoformat(),
        "start_short": _short(event.starts_at),
        "end_short": _short(event.ends_at),
        "place": ", ".join(filter(None, lines)),
        "text": f"{event.summary[:LONGEST]}\n{page_url}".strip(),
    }
    quoted = {name: quote(value, safe="") for name, value in values.items()}
    others = runtime.current().settings.web_calendars
    return (
        Link(label=_("Calendar file (.ics)"), url=file_url),
        *(Link(label=name, url=address.format_map(quoted)) for name, address in others.items()),
    )


def _short(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def feed_response(renderer: Renderer, feed: Feed) -> Response:
    return public_page(renderer.file("feed.xml", feed=feed), content_type=RSS)


MINUTE: Final = "public, max-age=60"
TEXT: Final = "text/plain; charset=utf-8"


class MachineRoutes:
    """Each host has a sitemap and rules for crawlers of its own."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/sitemap.xml", "site.sitemap", self.sitemap)
        app.add_url_rule("/sitemap-<int:part>.xml", "site.sitemap_part", self.sitemap_part)
        app.add_url_rule("/robots.txt", "site.robots", self.robots)

    @page("crawlers are told what is public")
    def sitemap(self) -> Response:
        """All pages, or an index of the files that name them where one is not enough."""
        count_request()
        parts, changed_at = sitemap_parts(_host())
        if parts == 1:
            return self._entries(1)
        body = self._renderer.file(
            "sitemap_index.xml", parts=parts, changed_at=changed_at, base_url=own_origin()
        )
        return public_page(body, caching=MINUTE, content_type=XML)

    @page("crawlers are told what is public")
    def sitemap_part(self, part: int) -> Response:
        count_request()
        parts, _ = sitemap_parts(_host())
        if not 1 <= part <= parts:
            raise NotFound
        return self._entries(part)

    @page("crawlers are told where not to go")
    def robots(self) -> Response:
        count_request()
        body = self._renderer.file(
            "robots.txt",
            closed=discovery.list_noindex(),
            sitemap_url=f"{own_origin()}/sitemap.xml",
        )
        return public_page(body, caching=MINUTE, content_type=TEXT)

    def _entries(self, part: int) -> Response:
        body = self._renderer.file("sitemap.xml", entries=sitemap_entries(_host(), part))
        return public_page(body, caching=MINUTE, content_type=XML)


def _host() -> str:
    home = home_of_request()
    return home.host if home else ""
