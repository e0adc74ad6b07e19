"""What the templates of mails about changes, new events and invitations are given. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from babel import Locale

from turnout.l10n.formats import one_line, span, zone_name
from turnout.modules.events.api import ChangeKind, Event, EventNews
from turnout.modules.notifications.mail_context.orders import (
    EventMail,
    about_event,
    event_page,
    letterhead,
    place_lines,
    times_of,
)
from turnout.modules.organizations.api import Branding
from turnout.modules.programme.api import SessionChange

MOST_IN_A_MAIL: Final = 40
"""Sessions or events that a mail names; of the others it says how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsLetter(EventMail):
    """What every mail says that nobody asked for by themselves."""

    opt_out_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What became of one session; empty where nothing is to be said."""

    title: str
    turn: str
    when: str
    was_when: str
    new_when: str
    new_room: str
    was_room: str
    was_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsLetter(NewsLetter):
    changes: tuple[ChangeLine, ...]
    total: int
    more: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLetter(NewsLetter):
    turn: str
    reason: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    title: str
    summary: str
    when: tuple[str, ...]
    where: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEventsLetter(NewsLetter):
    events: tuple[EventLine, ...]
    total: int
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLetter(NewsLetter):
    summary: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """To whom, in whose name, and where they say that they want no more."""

    branding: Branding
    recipient: str
    name: str
    opt_out_url: str
    public_url: str
    locale: Locale

    def common(self, event: Event | None = None) -> dict[str, Any]:
        head = letterhead(
            self.branding,
            name=self.name,
            recipient=self.recipient,
            contact=event.contact_email if event else None,
            public_url=self.public_url,
        )
        return {**head, "opt_out_url": self.opt_out_url}

    def about(self, event: Event) -> dict[str, Any]:
        """With when and where the event is."""
        return {
            **self.common(event),
            "url": event_page(self.public_url, self.branding, event),
            **about_event(event, self.locale),
        }


def sessions_letter(
    envelope: Envelope, event: Event, changed: Sequence[SessionChange], *, mine: Collection[UUID]
) -> SessionsLetter:
    """Those of the changed sessions that concern the reader, the first ones one by one."""
    chosen = [each for each in changed if each.session_id in mine]
    zone = event.time_zone
    first = chosen[0].now.starts_at if chosen else event.starts_at
    return SessionsLetter(
        **envelope.about(event),
        changes=tuple(_change(each, zone, envelope.locale) for each in chosen[:MOST_IN_A_MAIL]),
        total=len(chosen),
        more=max(0, len(chosen) - MOST_IN_A_MAIL),
        zone=zone_name(first, zone, locale=envelope.locale) if first else zone,
    )


def event_letter(envelope: Envelope, event: Event, news: EventNews) -> EventLetter:
    is_off = news.turn in (ChangeKind.CANCELLED, ChangeKind.POSTPONED)
    was = ""
    if news.turn is ChangeKind.CHANGED and news.was_starts_at and news.was_ends_at:
        times = (news.was_starts_at, news.was_ends_at)
        was = span(*times, event.time_zone, locale=envelope.locale)
    return EventLetter(
        **envelope.about(event),
        turn=news.turn.value,
        reason=one_line(event.state_reason) if is_off else "",
        was=was,
    )


def new_events_letter(envelope: Envelope, events: Sequence[Event]) -> NewEventsLetter:
    branding = envelope.branding
    shown = events[:MOST_IN_A_MAIL]
    lines = tuple(
        EventLine(
            title=one_line(event.title),
            summary=one_line(event.summary),
            when=times_of(event, envelope.locale),
            where=place_lines(event)[:1],
            url=event_page(envelope.public_url, branding, event),
        )
        for event in shown
    )
    return NewEventsLetter(
        **envelope.common(),
        url=f"{envelope.public_url}/{branding.slug}",
        title=lines[0].title if lines else "",
        events=lines,
        total=len(events),
        more=len(events) - len(shown),
    )


def guest_letter(envelope: Envelope, event: Event, *, url: str, until: str) -> GuestLetter:
    """`url` holds the guest's own secret."""
    about = {**envelope.about(event), "url": url}
    return GuestLetter(**about, summary=one_line(event.summary), until=until)


def _change(news: SessionChange, zone: str, locale: Locale) -> ChangeLine:
    was, now = news.before, news.now
    takes_place = news.turn is not ChangeKind.CANCELLED
    has_moved = (was.starts_at, was.ends_at) != (now.starts_at, now.ends_at)
    is_elsewhere = was.room != now.room and bool(now.room)
    when = span(now.starts_at, now.ends_at, zone, locale=locale)
    was_when = span(was.starts_at, was.ends_at, zone, locale=locale)
    shown: Mapping[str, str] = {
        "new_when": when if news.turn is ChangeKind.CHANGED and has_moved else "",
        "new_room": one_line(now.room) if takes_place and is_elsewhere else "",
        "was_room": one_line(was.room) if takes_place and is_elsewhere else "",
        "was_title": one_line(was.title) if was.title != now.title else "",
    }
    return ChangeLine(
        title=one_line(now.title), turn=news.turn.value, when=when, was_when=was_when, **shown
    )
