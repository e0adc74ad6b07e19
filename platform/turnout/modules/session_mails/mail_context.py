"""What the templates of mails about sessions are given: letters, made from records. Pure."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from babel import Locale

from turnout.l10n.formats import local_time_on_page, one_line, span
from turnout.l10n.mail_values import ChangeLine, SessionsLetter
from turnout.modules.events.api import ChangeKind, Event
from turnout.modules.notifications.api import MOST_IN_A_MAIL, Envelope
from turnout.modules.programme.api import SessionChange
from turnout.modules.session_mails.types import SessionMailEntry


def sessions_letter(
    envelope: Envelope, event: Event, changed: Sequence[SessionChange], *, mine: Collection[UUID]
) -> SessionsLetter:
    """Those of the changed sessions that concern the reader, the first ones one by one."""
    chosen = [each for each in changed if each.session_id in mine]
    zone = event.time_zone
    return SessionsLetter(
        **envelope.about(event),
        changes=tuple(_change(each, zone, envelope.locale) for each in chosen[:MOST_IN_A_MAIL]),
        total=len(chosen),
        more=max(0, len(chosen) - MOST_IN_A_MAIL),
        zone=local_time_on_page(zone, envelope.locale.language),
    )


def left_letter(
    envelope: Envelope, event: Event, entries: Sequence[SessionMailEntry]
) -> SessionsLetter:
    """Sessions whose entries are taken out of the reader's calendar."""
    zone, locale = event.time_zone, envelope.locale
    lines = (
        ChangeLine(
            title=one_line(each.title), turn="left", new_when="", new_room="", was_room="",
            when=span(each.starts_at, each.ends_at, zone, locale=locale), was_when="", was_title="",
        )
        for each in entries
    )  # fmt: skip
    return SessionsLetter(
        **envelope.about(event),
        changes=tuple(lines),
        total=len(entries),
        more=0,
        zone=local_time_on_page(zone, locale.language),
    )


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
