"""Write a programme as iCalendar; a calendar that is subscribed to follows its changes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from icalendar import Calendar, Event, vUri

from turnout.kernel.ical import CalendarText, calendar_list
from turnout.kernel.security.sanitize import plain_text
from turnout.programme_formats import ical_fields as words
from turnout.programme_formats.field_parsers import writable
from turnout.programme_formats.programme import Link, Programme, Session, Speaker

PRODUCT: Final = "-//Turnout//Programme//EN"


def write_ics(programme: Programme, *, changed_at: datetime, sequences: Mapping[str, int]) -> bytes:
    """A published calendar in UTC; `sequences` counts the changes of each session by its key.

    Biographies of speakers and colours of tracks have no place in a calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add(words.VERSION.lower(), CalendarText("1"))
    calendar.add("x-wr-calname", _text(programme.conference.title))
    calendar.add("x-wr-timezone", _text(programme.time_zone or "UTC"))
    people = {speaker.key: speaker for speaker in programme.speakers}
    for session in programme.sessions:
        event = _event(session, people)
        event.add("dtstamp", changed_at.astimezone(UTC))
        event.add("sequence", sequences.get(session.key, 0))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _event(session: Session, people: Mapping[str, Speaker]) -> Event:
    event = Event()
    event.add("uid", _text(session.key))
    title = _text(session.title)
    if session.language:
        title.params["LANGUAGE"] = session.language
    event.add("summary", title)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if session.is_cancelled else "OPAQUE")
    plain = "\n\n".join(
        text for text in map(plain_text, (session.abstract, session.description)) if text
    )
    for name, text in {**_texts(session), "description": plain}.items():
        if text:
            event.add(name, _text(text))
    for name, address in _addresses(session):
        event.add(name, vUri(address))
    # An empty one tells that the description above is not the abstract.
    event.add(words.ABSTRACT[0], _text(session.abstract))
    _add_lists(event, session, people)
    return event


def _texts(session: Session) -> dict[str, str]:
    recording = session.recording
    return {
        "location": session.room or "",
        **{name: getattr(session, field) or "" for field, (name, _) in words.LINES.items()},
        words.DESCRIPTION: session.description,
        words.CAPACITY: str(session.capacity or ""),
        words.LICENCE: recording.licence if recording else "",
        words.OPTED_OUT: "TRUE" if recording and recording.opted_out else "",
    }


def _addresses(session: Session) -> list[tuple[str, str]]:
    stated = [
        ("url", session.url),
        (words.FEEDBACK_URL, session.feedback_url),
        ("image", session.logo),
        *(("attach", link.href) for link in session.attachments),
    ]
    return [(name, address) for name, address in stated if address]


def _add_lists(event: Event, session: Session, people: Mapping[str, Speaker]) -> None:
    for key in session.persons:
        event.add(words.SPEAKER, CalendarText(f"{writable(key)}\t{writable(people[key].name)}"))
    for name, links in ((words.LINK, session.links), (words.ATTACHMENT, session.attachments)):
        for link in links:
            event.add(name, _text(_link(link)))
    if session.tags:
        event.add("categories", calendar_list(map(writable, session.tags)))


def _link(link: Link) -> str:
    return f"{link.href} {link.title}"


def _text(text: str) -> CalendarText:
    return CalendarText(writable(text))
