"""The programme's items as HTML, written by Python: a template would take six times as long.

An event may have many hundreds; each is written once, and the script filters this list and lays
the same items out as a grid of rooms.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup, escape

from turnout.site.event_views import Programme, SessionView, SpeakerView
from turnout.site.formats import initials
from turnout.site.pictures import SMALL, picture


def talk_items(sessions: Iterable[SessionView], programme: Programme) -> Markup:
    """One `<li>` per item; every text is escaped here."""
    tracks = [str(escape(name)) for name in programme.tracks]
    rooms = [f"<em>{escape(name)}</em> " for name in programme.rooms]
    write = partial(_talk, tracks=tracks, rooms=rooms)
    return Markup("\n".join(map(write, sessions)))  # noqa: S704  escaped above and below


def people_items(people: Iterable[SpeakerView]) -> Markup:
    """One `<li>` per person; with faces once one of them has a photo."""
    shown = list(people)
    write = _with_face if any(each.photo for each in shown) else _person
    return Markup("".join(map(write, shown)))  # noqa: S704  escaped below


def _talk(session: SessionView, *, tracks: Sequence[str], rooms: Sequence[str]) -> str:
    starts_at, ends_at = session.starts_at, session.ends_at
    track, room = session.track, session.room
    title = str(escape(session.title))
    if session.url:
        title = f'<a href="{escape(session.url)}">{title}</a>'
    speakers = f"<i>{escape(session.speakers)}</i>" if session.speakers else ""
    return (
        f'<li class="talk" data-t="{"" if track is None else track}"'
        f' data-r="{"" if room is None else room}"'
        f' data-s="{starts_at.hour * 60 + starts_at.minute}"'
        f' data-e="{ends_at.hour * 60 + ends_at.minute}">'
        f'<time datetime="{starts_at.isoformat(timespec="minutes")}">'
        f"{starts_at.hour:02}:{starts_at.minute:02}</time>"
        f"<div><b>{title}</b>{speakers}</div>"
        f'<p class="talk__where">{"" if room is None else rooms[room]}'
        f"{'' if track is None else tracks[track]}</p></li>"
    )


def _person(person: SpeakerView) -> str:
    return f"<li>{_words(person)}</li>"


def _with_face(person: SpeakerView) -> str:
    return f'<li class="person">{_face(person)}<p>{_words(person)}</p></li>'


def _words(person: SpeakerView) -> str:
    name = escape(person.name)
    about = ", ".join(part for part in (person.title, person.company) if part)
    said = f'<br><span class="muted small">{escape(about)}</span>' if about else ""
    return f"{name}{said}"


def _face(person: SpeakerView) -> str:
    """The photo, else initials; the name stands beside it, so neither is read out."""
    if person.photo is None:
        return (
            f'<span class="person__face" aria-hidden="true">{escape(initials(person.name))}</span>'
        )
    return f'<span class="person__face">{picture(person.photo, sizes=SMALL)}</span>'
