"""What modules above tell the search index: which collections there are, and how they are read."""

from collections.abc import Callable
from typing import Final

from turnout.kernel.hooks import Hook
from turnout.modules.search_index.types import IndexSource

SOURCES: Final[Hook[Callable[[], IndexSource]]] = Hook()


def list_sources() -> list[IndexSource]:
    """Every collection, by name."""
    return sorted((tell() for tell in SOURCES), key=lambda each: each.collection)


def source_of(collection: str) -> IndexSource:
    """The collection of this name; LookupError for one that no module has."""
    for each in list_sources():
        if each.collection == collection:
            return each
    raise LookupError(f"no module makes the collection {collection!r}")
