"""The contract between Turnout and a search engine. The index is a copy: losing it loses nothing.

Every document belongs to an organization or to the public; a query names one of them, and an
engine never answers across that line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

Value = str | int | bool | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`version` only grows: an older version that arrives later is ignored."""

    id: str
    scope: str
    version: int
    texts: Mapping[str, str]
    fields: Mapping[str, Value | tuple[Value, ...]] = field(default_factory=dict)
    place: Place | None = None


class Order(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"
    POPULARITY = "popularity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    place: Place
    radius_metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for in one scope. `filters` are exact; several values of one field mean or."""

    scope: str
    text: str = ""
    filters: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    near: Near | None = None
    order: Order = Order.RELEVANCE
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Ids in order, counts per facet value, and the cursor of the next page if there is one."""

    ids: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the engine can do, as data."""

    typo_tolerance: bool = False
    facets: bool = False
    places: bool = False
    suggestions: bool = False


@runtime_checkable
class Indexes(Protocol):
    def index(self, collection: str, documents: Iterable[Document]) -> None:
        """Store them all; repeating it does no harm."""

    def remove(self, collection: str, ids: Iterable[str]) -> None:
        """Forget them; forgetting what is not there is no failure."""


@runtime_checkable
class Searches(Protocol):
    def search(self, collection: str, query: Query) -> Found:
        """Answer from one scope only; a collection that nothing was stored in answers nothing."""


@runtime_checkable
class Suggests(Protocol):
    def suggest(self, collection: str, *, scope: str, text: str, limit: int) -> tuple[str, ...]:
        """Complete what somebody has typed so far."""


@runtime_checkable
class Rebuilds(Protocol):
    def begin(self, collection: str) -> str:
        """Make an empty collection beside the one in use and return its name."""

    def replace(self, collection: str, by: str) -> None:
        """Let the new collection answer under the old name from now on, without a gap."""
