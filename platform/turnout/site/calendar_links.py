"""Putting an event into a calendar: the file, and the pages of calendars on the web."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from turnout.modules.events import api as events
from turnout.site.texts import _
from turnout.site.views import Link

LONGEST = 1500
"""Addresses longer than browsers and calendars take lose the description."""


def calendar_links(event: events.Event, *, file_url: str, page_url: str) -> tuple[Link, ...]:
    """The .ics first: it opens in any calendar, and a changed event replaces what it had put there.

    Nothing of whose ticket it is goes to the calendars' pages.
    """
    file = Link(label=_("Calendar file (.ics)"), url=file_url)
    if event.starts_at is None or event.ends_at is None:
        return ()
    place = event.location
    where = ", ".join(filter(None, (place.name, place.street, place.city))) if place else ""
    about = f"{event.summary[:LONGEST]}\n{page_url}".strip()
    google = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": f"{_stamp(event.starts_at)}/{_stamp(event.ends_at)}",
        "ctz": event.time_zone,
        "location": where,
        "details": about,
    }
    outlook = {
        "rru": "addevent",
        "path": "/calendar/action/compose",
        "subject": event.title,
        "startdt": event.starts_at.astimezone(UTC).isoformat(),
        "enddt": event.ends_at.astimezone(UTC).isoformat(),
        "location": where,
        "body": about,
    }
    return (
        file,
        Link(
            label="Google Calendar",
            url=f"https://calendar.google.com/calendar/render?{urlencode(google)}",
        ),
        Link(
            label="Outlook",
            url=f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(outlook)}",
        ),
    )


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
