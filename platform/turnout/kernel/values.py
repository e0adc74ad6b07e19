"""Frozen values built from one another by the names of their fields.

A row, a request and an answer often share most fields. They are copied here by name, so that a
field that is added to both sides needs no third line. Copies are shallow, unlike
`dataclasses.asdict`: what a field holds is handed over as it is.

    @classmethod
    def of(cls, row: FileRow) -> "File":
        return from_attributes(cls, row, kind=FileKind(row.kind))

Reads of a hot path name their fields one by one: that is faster.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

V = TypeVar("V")


def from_attributes(kind: type[V], source: object, /, **stated: Any) -> V:
    """Build a dataclass out of the attributes of `source` that bear its fields' names.

    What is `stated` is taken instead, and may be what `source` lacks. AttributeError names a
    field that neither has; TypeError a stated name that is no field.
    """
    names, read = _copied(cast("Hashable", kind), tuple(stated))
    return kind(**dict(zip(names, read(source), strict=True)), **stated)


def attributes_of(source: Any, names: Iterable[str] = ()) -> dict[str, Any]:
    """The named attributes of a value, in that order; all fields of a dataclass by default."""
    chosen = names or (each.name for each in fields(source))
    return {name: getattr(source, name) for name in chosen}


def reader_of(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Reads these attributes off a value at once, in that order."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda source: tuple([getattr(source, name) for name in names])


@cache
def _copied(
    kind: Any, stated: tuple[str, ...]
) -> tuple[tuple[str, ...], Callable[[object], tuple[Any, ...]]]:
    """The fields that are not stated, and what reads all of them off a source."""
    names = tuple(each.name for each in fields(kind) if each.name not in stated)
    return names, reader_of(names)
