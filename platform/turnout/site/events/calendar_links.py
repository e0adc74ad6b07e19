"""Putting an event into a calendar: the file, and the pages of calendars on the web."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from turnout.kernel import runtime
from turnout.modules.events import api as events
from turnout.site.l10n.i18n import _
from turnout.site.layout.views import Link

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
