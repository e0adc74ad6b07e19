"""A programme as HTML: its items as a list, one of its days as a table of rooms and times."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final, TypeAlias

from markupsafe import Markup, escape

from turnout.site.events.views import Programme, ProgrammeDay, SessionView, SpeakerView
from turnout.site.l10n.formats import initials
from turnout.site.l10n.i18n import _, ngettext
from turnout.site.l10n.languages import said_in
from turnout.site.rendering.assets import SMALL, picture, track_dot, track_shade

HOUR: Final = timedelta(hours=1)
LEAST: Final = timedelta(minutes=5)
"""What has no length is shown as long as this."""
HIGHEST: Final = 12
"""Rows are as high as they are long, up to an hour: classes `h1` to `h12`, five minutes each."""
TrackMark: TypeAlias = tuple[Markup, str]
"""A track's dot, and the class of the colour that we give it."""


@dataclass(slots=True)
class Block:
    """Sessions of one room that overlap, mostly a single one."""

    starts_at: datetime
    ends_at: datetime
    sessions: list[SessionView] = field(default_factory=list)


def grid_table(day: ProgrammeDay, programme: Programme) -> Markup:
    """The day's table; every text is escaped here."""
    rooms = sorted({each.room for each in day.sessions if each.room is not None})
    columns = [*rooms, *([None] if any(each.room is None for each in day.sessions) else [])]
    blocks = {room: list(_blocks(each for each in day.sessions if each.room == room))
              for room in columns}  # fmt: skip
    times = _times(day.sessions)
    head = "".join(
        f'<th scope="col">{"–" if room is None else escape(programme.rooms[room])}</th>'
        for room in columns
    )
    marks = list(zip(_dots(programme), _shades(programme), strict=True))
    rows = _rows(times, [_cells(blocks[room], times, marks) for room in columns])
    until = int(times[-1].timestamp())
    return Markup(  # noqa: S704  escaped above and below
        f"<thead><tr><td></td>{head}</tr></thead>"
        f'<tbody data-until="{until}">{"".join(rows)}</tbody>'
    )


def rooms_of(day: ProgrammeDay) -> int:
    """How many columns the day's table has."""
    return len({each.room for each in day.sessions})


def _dots(programme: Programme) -> list[Markup]:
    """The colour of each track: the organizer's, else one of ours where there are several."""
    colours = programme.colours or ("",) * len(programme.tracks)
    is_one = len(colours) == 1
    return [track_dot(each, None if is_one else number) for number, each in enumerate(colours)]


def _shades(programme: Programme) -> list[str]:
    """What a block of the grid wears of its track: one of our colours, or none beside a dot."""
    dots = _dots(programme)
    return [f" {track_shade(number)}" if "shade" in dot else "" for number, dot in enumerate(dots)]


def _end_of(session: SessionView) -> datetime:
    return max(session.ends_at, session.starts_at + LEAST)


def _blocks(sessions: Iterable[SessionView]) -> Iterator[Block]:
    """Items of one room; those that overlap share a block."""
    block: Block | None = None
    for each in sorted(sessions, key=lambda one: one.starts_at):
        if block is None or each.starts_at >= block.ends_at:
            if block is not None:
                yield block
            block = Block(each.starts_at, _end_of(each))
        block.ends_at = max(block.ends_at, _end_of(each))
        block.sessions.append(each)
    if block is not None:
        yield block


def _times(sessions: Iterable[SessionView]) -> list[datetime]:
    """Every moment at which something begins or ends, and every full hour between."""
    shown = list(sessions)
    found = {each.starts_at for each in shown} | {_end_of(each) for each in shown}
    hour = min(found).replace(minute=0, second=0, microsecond=0)
    last = max(found)
    while hour <= last:
        found.add(hour)
        hour += HOUR
    return sorted(found)


def _cells(
    blocks: Sequence[Block], times: Sequence[datetime], marks: Sequence[TrackMark]
) -> dict[int, str]:
    """The cells of one column by the row in which they begin, empty ones between them."""
    cells: dict[int, str] = {}
    row = 0
    for block in blocks:
        start, end = bisect_left(times, block.starts_at), bisect_left(times, block.ends_at)
        if start > row:
            cells[row] = f'<td rowspan="{start - row}"></td>'
        inside = "".join(_talk(each, marks) for each in block.sessions)
        cells[start] = f'<td rowspan="{end - start}" class="has-talk">{inside}</td>'
        row = end
    if row < len(times) - 1:
        cells[row] = f'<td rowspan="{len(times) - 1 - row}"></td>'
    return cells


def _rows(times: Sequence[datetime], columns: Sequence[dict[int, str]]) -> Iterator[str]:
    hours = [number for number, at in enumerate(times[:-1]) if at.minute == 0 or number == 0]
    spans = dict(zip(hours, [*hours[1:], len(times) - 1], strict=True))
    for number, at in enumerate(times[:-1]):
        high = max(1, min(HIGHEST, round((times[number + 1] - at) / LEAST)))
        label = ""
        if number in spans:
            span = spans[number] - number
            label = f'<th scope="rowgroup" rowspan="{span}">{at.hour:02}:{at.minute:02}</th>'
        cells = "".join(column.get(number, "") for column in columns)
        yield f'<tr class="h{high}" data-at="{int(at.timestamp())}">{label}{cells}</tr>'


def _talk(session: SessionView, marks: Sequence[TrackMark]) -> str:
    start, end = session.starts_at, session.ends_at
    dot, shade = (Markup(), "") if session.track is None else marks[session.track]
    title = str(escape(session.title))
    if session.url:
        title = f'<a href="{escape(session.url)}"{said_in(session.language)}>{title}</a>'
    speakers = f"<i>{escape(session.speakers)}</i>" if session.speakers else ""
    return (
        f'<div class="talk{shade}"><b>{title}</b>{speakers}<small>{start.hour:02}:{start.minute:02}'
        f"–{end.hour:02}:{end.minute:02}</small>{_files(session)}{'' if shade else dot}</div>"
    )


def _files(session: SessionView) -> str:
    """How many files the session has, as a way to them."""
    if not session.files or not session.url:
        return ""
    words = escape(ngettext("%(num)s file", "%(num)s files", session.files))
    return f'<a class="tag" href="{escape(session.url)}#files">{words}</a>'


def talk_items(sessions: Iterable[SessionView], programme: Programme) -> Markup:
    """A group for every time at which something begins; every text is escaped here."""
    names = zip(_dots(programme), programme.tracks, strict=True)
    tracks = [f"{dot}{escape(name)}" for dot, name in names]
    rooms = [f"<em>{escape(name)}</em>" for name in programme.rooms]
    groups = groupby(sessions, key=lambda each: each.starts_at)
    text = "\n".join(
        f'<div class="slot"><h4><time datetime="{at.isoformat(timespec="minutes")}">'
        f"{at.hour:02}:{at.minute:02}</time></h4><ul>"
        f"{''.join(_talks(found, tracks, rooms))}</ul></div>"
        for at, found in groups
    )
    return Markup(text)  # noqa: S704  escaped above and below


def people_items(people: Iterable[SpeakerView], *, faces: bool = False) -> Markup:
    """One `<li>` per person; with faces if asked for, or once one of them has a photo."""
    shown = list(people)
    write = _with_face if faces or any(each.photo for each in shown) else _person
    return Markup("".join(map(write, shown)))  # noqa: S704  escaped below


def _talks(
    sessions: Iterable[SessionView], tracks: Sequence[str], rooms: Sequence[str]
) -> Iterator[str]:
    sign_up = escape(_("Sign up"))
    for each in sessions:
        title = f"<span{said_in(each.language)}>{escape(each.title)}</span>"
        if each.url:
            title = f'<a href="{escape(each.url)}"{said_in(each.language)}>{escape(each.title)}</a>'
        speakers = f"<i>{escape(each.speakers)}</i>" if each.speakers else ""
        room = "" if each.room is None else f"{rooms[each.room]} "
        track = "" if each.track is None else f"<br>{tracks[each.track]}"
        places = ""
        if each.sign_up_url:
            url = escape(each.sign_up_url)
            places = f'<a class="tag tag--sign-up" href="{url}" rel="nofollow">{sign_up}</a>'
        start, end = each.starts_at, each.ends_at
        yield (
            f'<li class="talk"><div><b>{title}</b>{speakers}{places}{_files(each)}</div><p>{room}'
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
