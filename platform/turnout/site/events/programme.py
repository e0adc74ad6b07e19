"""An event's programme as its address asks for it: one day at a time where there is much."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from turnout.kernel.values import attributes_of
from turnout.modules.discovery import api as discovery
from turnout.modules.public_search.api import LONGEST_TEXT
from turnout.search_words.texts import plain_letters
from turnout.site.events.views import (
    DayLink,
    Programme,
    ProgrammeDay,
    ProgrammeFilters,
    SessionView,
)
from turnout.site.layout.addresses import sign_up_path

NO_FILTERS: Final = ProgrammeFilters()
EVERY_DAY: Final = "all"
MOST_AT_ONCE: Final = 120
"""A longer programme begins with one of its days; the others are a link away."""
MOST_AT_FIRST: Final = 60
"""Of a day that nobody asked for; what begins at the same time stays together."""


def programme_view(
    event: discovery.PublishedEvent,
    path: str,
    filters: ProgrammeFilters = NO_FILTERS,
    *,
    today: date | None = None,
) -> Programme:
    """The programme by day, as the filters leave it."""
    entry = event.programme
    matching = [each for each in entry.sessions if _matches(each, entry, filters)]
    every = sorted({each.day for each in entry.sessions})
    day = _day_of(filters, every, len(matching), today=today)
    shown = [each for each in matching if day is None or each.day == day]
    shown.sort(key=lambda each: (each.day, each.starts_at, each.room or 0))
    rest = _rest_of(
        shown, filters, is_chosen_by_us=day is not None and day.isoformat() != filters.day
    )
    views = _Views(event, path)
    return Programme(
        days=tuple(
            ProgrammeDay(day=on, sessions=tuple(map(views.of, found)))
            for on, found in groupby(shown[: len(shown) - rest], key=lambda each: each.day)
        ),
        tracks=tuple(entry.tracks),
        colours=tuple(entry.colours),
        rooms=tuple(entry.rooms),
        filters=filters,
        day_links=tuple(_links(path, filters, every, shown=day, matching=matching)),
        list_url=address(path, filters, view="list"),
        grid_url=address(path, filters, view="grid"),
        clear_url=address(path, NO_FILTERS, view=filters.view),
        whole_url=address(path, NO_FILTERS, day=EVERY_DAY),
        rest=rest,
        rest_url=address(path, filters, day=day.isoformat()) if rest and day else "",
        total=len(entry.sessions),
    )


def address(path: str, filters: ProgrammeFilters, **others: str) -> str:
    """The event's page with these filters; what says nothing is left out."""
    asked = attributes_of(filters) | others
    pairs = {name: value for name, value in asked.items() if value and value != "list"}
    return f"{path}?{urlencode(pairs)}#programme" if pairs else f"{path}#programme"


def session_views(
    event: discovery.PublishedEvent, path: str, sessions: Iterable[discovery.SessionEntry]
) -> Iterator[SessionView]:
    return map(_Views(event, path).of, sessions)


class _Views:
    """Makes the views of one event's sessions."""

    def __init__(self, event: discovery.PublishedEvent, path: str) -> None:
        self._names = [speaker.name for speaker in event.programme.speakers]
        self._zone = ZoneInfo(event.summary.time_zone)
        self._path = path
        self._language = event.summary.language

    def of(self, entry: discovery.SessionEntry) -> SessionView:
        return SessionView(
            id=str(entry.id),
            title=entry.title,
            url=f"{self._path}/sessions/{entry.key}",
            starts_at=discovery.local(entry.starts_at, self._zone),
            ends_at=discovery.local(entry.ends_at, self._zone),
            track=entry.track,
            room=entry.room,
            speakers=", ".join(self._names[one] for one in entry.speakers),
            language=entry.language or self._language,
            files=entry.files,
            sign_up_url=sign_up_path(self._path, entry.key) if entry.needs_registration else "",
        )


def _day_of(
    filters: ProgrammeFilters, every: Sequence[date], matching: int, *, today: date | None
) -> date | None:
    """The day to show; None for all days."""
    asked = next((each for each in every if each.isoformat() == filters.day), None)
    if asked is not None or not every:
        return asked
    if filters.day == EVERY_DAY or len(every) == 1 or matching <= MOST_AT_ONCE:
        return None
    if filters.narrows:
        return None
    return today if today in every else every[0]


def _rest_of(
    shown: Sequence[discovery.SessionEntry], filters: ProgrammeFilters, *, is_chosen_by_us: bool
) -> int:
    """How many items of a long day stay behind a link at first; a grid of rooms shows all."""
    if not is_chosen_by_us or filters.view == "grid" or len(shown) <= MOST_AT_ONCE:
        return 0
    last = shown[MOST_AT_FIRST - 1].starts_at
    return sum(each.starts_at > last for each in shown)


def _links(
    path: str,
    filters: ProgrammeFilters,
    every: Sequence[date],
    *,
    shown: date | None,
    matching: Sequence[discovery.SessionEntry],
) -> Iterator[DayLink]:
    if len(every) < 2:  # noqa: PLR2004  a choice needs two
        return
    for day in every:
        yield DayLink(
            day=day,
            url=address(path, filters, day=day.isoformat()),
            count=sum(each.day == day for each in matching),
            is_shown=day == shown,
        )
    yield DayLink(
        day=None,
        url=address(path, filters, day=EVERY_DAY),
        count=len(matching),
        is_shown=shown is None,
    )


def _matches(
    entry: discovery.SessionEntry,
    programme: discovery.ProgrammeEntry,
    filters: ProgrammeFilters,
) -> bool:
    return not filters.narrows or (
        filters.track in ("", str(entry.track))
        and filters.room in ("", str(entry.room))
        and _has_words(
            (entry.title, *(programme.speakers[one].name for one in entry.speakers)), filters.text
        )
    )


def _has_words(parts: Iterable[str], text: str) -> bool:
    folded = plain_letters(" ".join(parts))
    return all(word in folded for word in plain_letters(text).split())


def programme_filters(given: MultiDict[str, str]) -> ProgrammeFilters:
    return ProgrammeFilters(
        day=given.get("day", "")[:LONGEST_TEXT],
        track=given.get("track", "")[:LONGEST_TEXT],
        room=given.get("room", "")[:LONGEST_TEXT],
        text=given.get("text", "").strip()[:LONGEST_TEXT],
        view="grid" if given.get("view") == "grid" else "list",
    )
