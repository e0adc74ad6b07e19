"""What visitors search for and find: plain values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """So many kilometres around a point."""

    latitude: float
    longitude: float
    kilometres: float = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map; `west` is greater than `east` where it spans the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSearch:
    """What a visitor looks for; empty fields take everything."""

    text: str = ""
    place: str = ""
    starts_from: date | None = None
    starts_until: date | None = None
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    free_only: bool = False
    most_minor: int | None = None
    """At most this price, in the minor units of `currency`."""
    currency: str = ""
    near: Circle | None = None
    box: Box | None = None
    order: str = "date"
    """`date`, `relevance` (with a text), `price`, or `distance` (with `near`)."""
    organization_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """One event on the map."""

    id: UUID
    latitude: float
    longitude: float
    title: str
    path: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something whose name begins like what a visitor typed."""

    kind: str
    """`event`, `organization`, `category`, `city`, `tag`."""
    label: str
    path: str = ""
    """Of an event or an organization."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    value: str
    count: int
