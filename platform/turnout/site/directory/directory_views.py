"""What the directory shows: filters as they were sent, results as cards or on a map."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from turnout.site.directory.maps import Drawing
from turnout.site.layout.views import Choice, EventCard, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFilters:
    text: str = ""
    place: str = ""
    starts_from: date | None = None
    starts_until: date | None = None
    kinds: tuple[Choice, ...] = ()
    categories: tuple[Choice, ...] = ()
    tags: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    free_only: bool = False
    most: str = ""
    """In whole units of the currency."""
    currencies: tuple[Choice, ...] = ()
    orders: tuple[Choice, ...] = ()
    distances: tuple[Choice, ...] = ()
    """Only where a point was given."""
    kept: tuple[tuple[str, str], ...] = ()
    """What goes along with the form unseen: point, part of the map, way of looking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryMap:
    drawing: Drawing
    out_url: str | None
    """The same search, further away."""
    missing: int
    """How many of the results have no place on a map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    filters: DirectoryFilters
    events: tuple[EventCard, ...]
    total: int = 0
    chosen: tuple[Link, ...] = ()
    """Each filter in force, and the address without it."""
    look: Literal["cards", "map"] = "cards"
    cards_url: str = "/events"
    map_url: str = "/events?view=map"
    map: DirectoryMap | None = None
    next_url: str | None = None
    first_url: str | None = None
    feed_url: str = "/events/feed.xml"
    calendar_url: str = "/events/calendar.ics"
