"""Pages for machines: sitemap, feeds, calendars, downloads."""

from datetime import UTC, datetime
from typing import Final

from flask import Response
from icalendar import Calendar, Event

from turnout.kernel import clock
from turnout.kernel.calendar_text import CalendarText
from turnout.modules.discovery import api as discovery
from turnout.site.cards import event_path
from turnout.site.headers import PERSONAL, page_response
from turnout.site.views import SitemapEntry

RSS: Final = "application/rss+xml; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"
CALENDAR: Final = "text/calendar; charset=utf-8"
MOST_IN_CALENDAR: Final = 200


def now() -> datetime:
    return clock.now()


def sitemap_entries(base_url: str) -> list[SitemapEntry]:
    start = SitemapEntry(url=f"{base_url}/", changed_at=clock.now())
    return [
        start,
        *(
            SitemapEntry(
                url="/".join(
                    part for part in (base_url, row.organization_slug, row.event_slug) if part
                ),
                changed_at=row.changed_at,
            )
            for row in discovery.list_sitemap()
        ),
    ]


def calendar_of(organization: discovery.PublishedOrganization, base_url: str) -> bytes:
    """An organization's events as a calendar to subscribe to; a change raises SEQUENCE."""
    calendar = Calendar()
    calendar.add("prodid", "-//Turnout//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", CalendarText(organization.name))
    host = base_url.split("://", 1)[1]
    for event in discovery.list_of_organization(organization.id, limit=MOST_IN_CALENDAR):
        entry = Event()
        entry.add("uid", f"{event.id}@{host}")
        entry.add("dtstamp", event.changed_at)
        entry.add("sequence", event.version)
        entry.add("summary", CalendarText(event.title))
        entry.add("dtstart", event.starts_at.astimezone(UTC))
        entry.add("dtend", event.ends_at.astimezone(UTC))
        entry.add("url", base_url + event_path(event))
        if event.place:
            entry.add("location", CalendarText(event.place))
        entry.add("status", "CANCELLED" if event.state == "cancelled" else "CONFIRMED")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def download(data: bytes, name: str, *, content_type: str) -> Response:
    response = page_response(data, caching=PERSONAL, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
