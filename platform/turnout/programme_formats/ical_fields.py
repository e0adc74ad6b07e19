"""The fields of a VEVENT besides title and times, read and written; our own begin with X-."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from icalendar import Event, vUri

from turnout.kernel.ical import (
    CalendarText,
    add_status,
    calendar_list,
    start_calendar,
    start_entry,
)
from turnout.kernel.security.sanitize import plain_text
from turnout.programme_formats.field_parsers import one_line, read_language, writable
from turnout.programme_formats.flat_builder import FlatBuilder
from turnout.programme_formats.ical_parser import Component, Property
from turnout.programme_formats.programme import Link, Part, Programme, Recording, Session, Speaker
from turnout.programme_formats.report import Reporter, Severity

VERSION: Final = "X-TURNOUT-VERSION"
"""Stands in calendars that we wrote: they say everything that we know of each session."""
LINES: Final = {
    "subtitle": ("X-TURNOUT-SUBTITLE", 500),
    "kind": ("X-TURNOUT-TYPE", 200),
    "slug": ("X-TURNOUT-SLUG", 500),
    "track": ("X-TURNOUT-TRACK", 200),
}
ABSTRACT: Final = ("X-TURNOUT-ABSTRACT", "X-ALT-DESC", "DESCRIPTION")
DESCRIPTION: Final = "X-TURNOUT-DESCRIPTION"
SPEAKER: Final = "X-TURNOUT-SPEAKER"
LINK: Final = "X-TURNOUT-LINK"
ATTACHMENT: Final = "X-TURNOUT-ATTACHMENT"
CAPACITY: Final = "X-TURNOUT-CAPACITY"
FEEDBACK_URL: Final = "X-TURNOUT-FEEDBACK-URL"
LICENCE: Final = "X-TURNOUT-RECORDING-LICENCE"
OPTED_OUT: Final = "X-TURNOUT-RECORDING-OPTED-OUT"


class Parts:
    def __init__(self, add_problem: Reporter, everything: FlatBuilder) -> None:
        self._add_problem = add_problem
        self._all = everything

    def complete(self, session: Session, event: Component) -> Session:
        lines = {name: self._line(event, *where) for name, where in LINES.items()}
        status, places = event.find("STATUS"), event.find(CAPACITY)
        return replace(
            session,
            subtitle=lines["subtitle"],
            kind=lines["kind"],
            slug=lines["slug"] or None,
            track=lines["track"] or None,
            room=self._line(event, "LOCATION", 200) or None,
            language=self._language(event),
            abstract=self._long(event, *ABSTRACT),
            description=self._long(event, DESCRIPTION),
            url=self._address(event.find("URL")),
            feedback_url=self._address(event.find(FEEDBACK_URL)),
            logo=self._address(event.find("IMAGE")),
            links=self._titled(event.all(LINK)),
            attachments=self._attachments(event),
            persons=self._persons(event),
            tags=self._tags(event),
            capacity=self._add_problem.capacity(places, places.value) if places else None,
            recording=self._recording(event),
            is_cancelled=bool(status and status.value.strip().upper() == "CANCELLED"),
        )

    def _line(self, event: Component, name: str, most: int) -> str:
        found = event.find(name)
        return self._add_problem.line(found, found.text, most=most) if found else ""

    def _long(self, event: Component, *names: str) -> str:
        """The first of these properties that is there, though it may be empty."""
        found = next((each for name in names if (each := event.find(name))), None)
        return self._add_problem.long(found, found.text) if found else ""

    def _language(self, event: Component) -> str | None:
        title = event.find("SUMMARY")
        return read_language(title.parameters.get("LANGUAGE", "")) if title else None

    def _address(self, found: Property | None) -> str | None:
        if found is None or not found.value.strip():
            return None
        return self._add_problem.address(found, found.value)

    def _titled(self, found: Iterable[Property]) -> tuple[Link, ...]:
        parted = ((each, each.text.partition(" ")) for each in found)
        return self._add_problem.links(
            (each, href, one_line(title)) for each, (href, _, title) in parted
        )

    def _attachments(self, event: Component) -> tuple[Link, ...]:
        own = list(event.all(ATTACHMENT))
        return self._titled(own) if own else self._add_problem.links(self._attached(event))

    def _attached(self, event: Component) -> Iterator[tuple[Property, str, str]]:
        for each in event.all("ATTACH"):
            if each.parameters.get("VALUE", "").upper() == "BINARY":
                detail = "Files inside the calendar are not taken; add them by their address."
                self._add_problem(
                    each, "binary-attachment", detail, value="", effect=Severity.SKIPPED
                )
            else:
                yield each, each.value, one_line(each.parameters.get("FILENAME", ""))

    def _persons(self, event: Component) -> tuple[str, ...]:
        keys = []
        for each in event.all(SPEAKER):
            key, _, name = each.text.partition("\t")
            name = self._add_problem.line(each, name or key, most=200)
            if name:
                keys.append(self._all.person(each, name, one_line(key)))
        return tuple(dict.fromkeys(keys))

    def _tags(self, event: Component) -> tuple[str, ...]:
        return self._add_problem.tags(
            (each, text) for each in event.all("CATEGORIES") for text in each.texts
        )

    def _recording(self, event: Component) -> Recording | None:
        opted_out = event.find(OPTED_OUT)
        recording = Recording(
            licence=self._line(event, LICENCE, 200),
            opted_out=bool(opted_out and opted_out.value.strip().upper() == "TRUE"),
        )
        return None if recording == Recording() else recording


def whole_says(calendar: Component, events: Iterable[Component]) -> frozenset[Part]:
    """What this calendar can say at all; the rest stays as it was."""
    if calendar.find(VERSION) is not None:
        return frozenset(Part)
    says = {Part.ABSTRACT, Part.ROOM, Part.URL, Part.STATE}
    for event in events:
        title = event.find("SUMMARY")
        if title is not None and "LANGUAGE" in title.parameters:
            says.add(Part.LANGUAGE)
        if event.find("CATEGORIES") is not None:
            says.add(Part.TAGS)
        if event.find("ATTACH") is not None:
            says.add(Part.ATTACHMENTS)
    return frozenset(says)


def write_ics(programme: Programme, *, changed_at: datetime, sequences: Mapping[str, int]) -> bytes:
    """A published calendar in UTC; `sequences` counts the changes of each session by its key.

    Biographies of speakers and colours of tracks have no place in a calendar.
    """
    calendar = start_calendar("Programme")
    calendar.add(VERSION.lower(), CalendarText("1"))
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
    title = _text(session.title)
    if session.language:
        title.params["LANGUAGE"] = session.language
    event = start_entry(
        _text(session.key), title, starts_at=session.starts_at, ends_at=session.ends_at
    )
    add_status(event, is_cancelled=session.is_cancelled)
    plain = "\n\n".join(
        text for text in map(plain_text, (session.abstract, session.description)) if text
    )
    for name, text in {**_texts(session), "description": plain}.items():
        if text:
            event.add(name, _text(text))
    for name, address in _addresses(session):
        event.add(name, vUri(address))
    # An empty one tells that the description above is not the abstract.
    event.add(ABSTRACT[0], _text(session.abstract))
    _add_lists(event, session, people)
    return event


def _texts(session: Session) -> dict[str, str]:
    recording = session.recording
    return {
        "location": session.room or "",
        **{name: getattr(session, field) or "" for field, (name, _) in LINES.items()},
        DESCRIPTION: session.description,
        CAPACITY: str(session.capacity or ""),
        LICENCE: recording.licence if recording else "",
        OPTED_OUT: "TRUE" if recording and recording.opted_out else "",
    }


def _addresses(session: Session) -> list[tuple[str, str]]:
    stated = [
        ("url", session.url),
        (FEEDBACK_URL, session.feedback_url),
        ("image", session.logo),
        *(("attach", link.href) for link in session.attachments),
    ]
    return [(name, address) for name, address in stated if address]


def _add_lists(event: Event, session: Session, people: Mapping[str, Speaker]) -> None:
    for key in session.persons:
        event.add(SPEAKER, CalendarText(f"{writable(key)}\t{writable(people[key].name)}"))
    for name, links in ((LINK, session.links), (ATTACHMENT, session.attachments)):
        for link in links:
            event.add(name, _text(_link(link)))
    if session.tags:
        event.add("categories", calendar_list(map(writable, session.tags)))


def _link(link: Link) -> str:
    return f"{link.href} {link.title}"


def _text(text: str) -> CalendarText:
    return CalendarText(writable(text))
