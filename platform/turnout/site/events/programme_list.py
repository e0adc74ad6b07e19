"""The programme's items as HTML, written by Python: a template would take six times as long.

An event may have many hundreds; each is written once, under the hour at which it begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from turnout.site.events.event_views import SpeakerView
from turnout.site.events.programme_views import Programme, SessionView
from turnout.site.l10n.formats import initials
from turnout.site.l10n.languages import said_in
from turnout.site.rendering.pictures import SMALL, picture


def talk_items(sessions: Iterable[SessionView], programme: Programme) -> Markup:
    """A group for every time at which something begins; every text is escaped here."""
    tracks = [str(escape(name)) for name in programme.tracks]
    rooms = [f"<em>{escape(name)}</em>" for name in programme.rooms]
    groups = groupby(sessions, key=lambda each: each.starts_at)
    text = "\n".join(
        f'<div class="slot"><h4><time datetime="{at.isoformat(timespec="minutes")}">'
        f"{at.hour:02}:{at.minute:02}</time></h4><ul>"
        f"{''.join(_talks(found, tracks, rooms))}</ul></div>"
        for at, found in groups
    )
    return Markup(text)  # noqa: S704  escaped above and below


def people_items(people: Iterable[SpeakerView]) -> Markup:
    """One `<li>` per person; with faces once one of them has a photo."""
    shown = list(people)
    write = _with_face if any(each.photo for each in shown) else _person
    return Markup("".join(map(write, shown)))  # noqa: S704  escaped below


def _talks(
    sessions: Iterable[SessionView], tracks: Sequence[str], rooms: Sequence[str]
) -> Iterator[str]:
    for each in sessions:
        title = f"<span{said_in(each.language)}>{escape(each.title)}</span>"
        if each.url:
            title = f'<a href="{escape(each.url)}"{said_in(each.language)}>{escape(each.title)}</a>'
        speakers = f"<i>{escape(each.speakers)}</i>" if each.speakers else ""
        room = "" if each.room is None else f"{rooms[each.room]} "
        track = "" if each.track is None else f"<br>{tracks[each.track]}"
        start, end = each.starts_at, each.ends_at
        yield (
            f'<li class="talk"><div><b>{title}</b>{speakers}</div><p>{room}'
            f"<span>{start.hour:02}:{start.minute:02}–{end.hour:02}:{end.minute:02}</span>"
            f"{track}</p></li>"
        )


def _person(person: SpeakerView) -> str:
    return f"<li>{_words(person)}</li>"


def _with_face(person: SpeakerView) -> str:
    return f'<li class="person">{_face(person)}<p>{_words(person)}</p></li>'


def _words(person: SpeakerView) -> str:
    name = str(escape(person.name))
    if person.url:
        name = f'<a href="{escape(person.url)}">{name}</a>'
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
