"""The contract between Turnout and a search engine. The index is a copy: losing it loses nothing.

Every document belongs to an organization or to the public; a query names one of them, and an
engine never answers across that line.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

Value = str | int | bool | datetime
MISSING = "missing-collection"
"""Code of `Declined` for a collection that `begin` made and that is not there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`version` only grows: an older version that arrives later is ignored.

    `language` is the tag of the language of the texts, empty where nobody knows it.
    """

    id: str
    scope: str
    version: int
    texts: Mapping[str, str]
    fields: Mapping[str, Value | tuple[Value, ...]] = field(default_factory=dict)
    place: Place | None = None
    language: str = ""

    @property
    def digest(self) -> str:
        """Another whenever anything but the version is another."""
        said = [self.id, self.scope, self.language, self.texts, self.fields]
        place = [self.place.latitude, self.place.longitude] if self.place else None
        raw = json.dumps([*said, place], sort_keys=True, default=_as_text)
        return hashlib.sha256(raw.encode()).hexdigest()[:32]


def _as_text(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return dict(value) if isinstance(value, Mapping) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A document that is no more since `version`."""

    id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """What an index keeps of a document: enough to hold it against the original."""

    id: str
    version: int
    digest: str


class Order(StrEnum):
    """`FIELD` is by `Query.order_by`, the least first; `DISTANCE` from `Query.near`."""

    RELEVANCE = "relevance"
    DATE = "date"
    POPULARITY = "popularity"
    FIELD = "field"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A part of the numbers or times of a field; None is open."""

    least: Value | None = None
    most: Value | None = None
    below: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map; `west` is greater than `east` where it spans the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    place: Place
    radius_metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for in one scope. `filters` are exact; several values of one field mean or.

    Every word of `text` has to be in the document: as it is, by its stem, or as the beginning of a
    word; with `typos` also mistyped. `weights` says which texts are searched and what a word in
    each counts; empty takes all of them alike. `whole` names the one of them that has the words of
    all: whether a document is found can be asked of it alone. `heading` names another: documents
    that have all of several words there come first by relevance. `begins` are texts that have to
    have these words, each whole or as the beginning of one. `named` are words that one value of a
    field has to have together, in any order, the last one perhaps begun; a text without words
    finds nothing. `synonyms` says of a word, or of several in a row, in lower case without marks,
    which others count as much; `unasked` names words that need not be there; `at_least` says how
    many of the others suffice, 0 asks for all. `apart` names filters that facets are counted
    without, so that each value says what choosing it would bring. An engine need not count further
    than `count_to`, documents or values of facets; 0 has it count all.
    """

    scope: str
    text: str = ""
    filters: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    near: Near | None = None
    order: Order = Order.RELEVANCE
    limit: int = 20
    cursor: str | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    whole: str = ""
    heading: str = ""
    begins: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    box: Box | None = None
    apart: tuple[str, ...] = ()
    order_by: str = ""
    typos: bool = False
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()
    at_least: int = 0
    count_to: int = 0
    must_exist: bool = False
    """Whether a collection that is not there is Declined (`MISSING`) instead of empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Ids in order, counts per facet value, and the cursor of the next page if there is one.

    `is_least` says that there is more than was counted (`Query.count_to`): a value of a facet is
    there at least so often, and some may be missing. `words` are those of the first document that
    the text was found by, where typos were allowed.
    """

    ids: tuple[str, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    cursor: str | None = None
    words: tuple[str, ...] = ()
    is_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the engine can do, as data."""

    typo_tolerance: bool = False
    facets: bool = False
    places: bool = False
    suggestions: bool = False
    completions: bool = False
    """Whether values of fields are completed (`complete`)."""
    rebuilds: bool = False
    """Whether an index is made beside the one in use, and held against the originals (`begin`,
    `replace`, `drop`, `forget`, `entries`): what the platform's public search asks for."""
    fills: bool = False
    """Whether a new index is filled without each document being found at once (`fill`)."""
    layout: int = 0
    """Another number whenever the adapter makes its indexes otherwise: they are then rebuilt."""


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


@runtime_checkable
class Fills(Protocol):
    def fill(self, name: str, documents: Iterable[Document]) -> None:
        """Store them in a collection that `begin` made, faster than `index` does.

        They are found once `replace` has let it answer.
        """


@runtime_checkable
class Drops(Protocol):
    def drop(self, name: str) -> None:
        """Delete a collection that `begin` made; one that is not there is no failure."""


@runtime_checkable
class Forgets(Protocol):
    def forget(self, collection: str, removals: Iterable[Removal]) -> None:
        """Forget them unless a newer version is there; an older one that comes later is ignored."""


@runtime_checkable
class Lists(Protocol):
    def entries(
        self, collection: str, *, after: str = "", limit: int = 1000
    ) -> tuple[KeptDocument, ...]:
        """List what is kept, by id; Declined with `MISSING` where there is no collection."""


@runtime_checkable
class Completes(Protocol):
    def complete(
        self, collection: str, query: Query, *, fields: tuple[str, ...], limit: int
    ) -> Mapping[str, tuple[str, ...]]:
        """Name the commonest values of each field that have a word which begins with the text.

        Only the documents that the query's filters and ranges leave are looked at.
        """
