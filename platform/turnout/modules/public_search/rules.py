"""What the public search can be asked for, days, places in lists and texts. Pure."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Final

from turnout.modules.public_search.types import EventSearch, SearchCriteria
from turnout.places.lookup import find_meaning
from turnout.places.types import USUAL_DISTANCE, Box, Circle, Meaning

KINDS: Final = ("in_person", "online", "hybrid")
ORDERS: Final = ("date", "relevance", "popularity", "price", "distance")
LONGEST_TEXT: Final = 200
LONGEST_PLACE: Final = 100
LONGEST_WORD: Final = 100
"""Of a category or a tag."""
LONGEST_NAME: Final = 100
"""Of a speaker or a ticket type."""
LEAST_LETTERS: Final = 2
"""Before anything is completed."""
LONGEST_LANGUAGE: Final = 35
MOST_VALUES: Final = 20
"""So many of several values that mean any of them."""
MOST_PRICE: Final = 10**12
MOST_KILOMETRES: Final = 500
LATITUDES: Final = 90.0
LONGITUDES: Final = 180.0
CURRENCY: Final = re.compile(r"[A-Z]{3}")
STANDING = 1_000_000_000_000
"""A step of popularity in seconds: more than there are between any two events."""
DEARNESS: Final = 100_000_000
"""A step of the price in minutes: events of one price stand by their dates."""
DEAREST: Final = 9_000_000_000
"""Minor units; what costs more, or nobody knows what, comes last."""
FOREIGN = "@"
"""How a place in the search server's list begins, where ours are numbers."""

LOOSE = "~"
"""And how one begins in a list of events that have some of the words."""


def midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """The start of a day as UTC has it: a directory over all time zones needs no finer one."""
    if day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def is_foreign_place(value: str) -> bool:
    """Whether a place in a list is one of the search server's, and no number of ours."""
    return value.startswith(FOREIGN)


def is_loose_place(value: str) -> bool:
    """Whether a list of events that have some of the words goes on there."""
    return value.startswith(LOOSE)


def clean(text: str) -> str:
    """The text without what PostgreSQL cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def meaning_of(criteria: SearchCriteria) -> Meaning | None:
    """The city that the place names; None without a distance, and beside a point."""
    if not criteria.place or not criteria.within_km or criteria.latitude is not None:
        return None
    return find_meaning(criteria.place, criteria.city_id)


def search_of(criteria: SearchCriteria, *, order: str = "date") -> EventSearch:
    """What is asked of the index; a place that names a city is a circle around it."""
    meaning = meaning_of(criteria)
    return EventSearch(
        text=criteria.text,
        place="" if meaning else criteria.place,
        starts_from=criteria.starts_from,
        starts_until=criteria.starts_until,
        kinds=tuple(criteria.kinds),
        categories=tuple(criteria.categories),
        tags=tuple(criteria.tags),
        languages=tuple(criteria.languages),
        free_only=criteria.free_only,
        most_minor=criteria.most_minor,
        currency=criteria.currency,
        near=_circle(criteria, meaning),
        box=box_of(criteria.box),
        order=order,
        speaker=criteria.speaker,
        ticket_kinds=tuple(criteria.ticket_kinds),
        ticket_name=criteria.ticket_name,
    )


def is_point(latitude: float, longitude: float) -> bool:
    """Whether these degrees are a point of the globe."""
    return abs(latitude) <= LATITUDES and abs(longitude) <= LONGITUDES


def box_of(corners: Sequence[float]) -> Box | None:
    """West, south, east and north as a part of the map; None where they are none."""
    if len(corners) != 4 or not all(map(isfinite, corners)):  # noqa: PLR2004
        return None
    west, south, east, north = corners
    if not (is_point(south, west) and is_point(north, east) and south < north):
        return None
    return Box(west=west, south=south, east=east, north=north)


def _circle(criteria: SearchCriteria, meaning: Meaning | None) -> Circle | None:
    kilometres = float(criteria.within_km or USUAL_DISTANCE)
    if meaning is not None:
        return Circle.around(meaning.city, kilometres)
    if criteria.latitude is None or criteria.longitude is None:
        return None
    return Circle(latitude=criteria.latitude, longitude=criteria.longitude, kilometres=kilometres)
