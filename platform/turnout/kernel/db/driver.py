"""What the driver does for nearly every statement, in less time than its own ways take.

It sends lists of ids, reads JSON and makes values of rows. Importing this file is enough for the
first: every connection of the process has it.
"""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from types import MemberDescriptorType
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec
from psycopg import Cursor, adapters
from psycopg.abc import Buffer
from psycopg.adapt import PyFormat
from psycopg.types.array import BaseListDumper, ListBinaryDumper, ListDumper

from turnout.kernel import codec

V = TypeVar("V")
ID: Final = adapters.types["uuid"].oid
LIST_HEAD: Final = struct.Struct("!IIIII")
"""Dimensions, whether there are NULLs, what is in it, its length, and the first one's number."""
ID_LENGTH: Final = struct.pack("!I", 16)
MOST_KINDS_OF_ROWS: Final = 10_000
"""More than there are statements whose rows become values."""


def read_json(raw: bytes | str) -> Any:
    """What the standard library reads, in a third of the time."""
    try:
        return codec.decode(raw)
    except msgspec.MsgspecError:  # a number too large for a float
        return json.loads(raw)


class IdListDumper(ListBinaryDumper):
    """Writes ids as the sixteen bytes that each is, which the server need not read as text."""

    def dump(self, obj: list[Any]) -> Buffer | None:
        if not obj or not all(type(each) is UUID for each in obj):
            return super().dump(obj)  # there are NULLs, or lists, among them
        ids = ID_LENGTH.join([each.bytes for each in obj])
        return b"".join((LIST_HEAD.pack(1, 0, ID, len(obj), 1), ID_LENGTH, ids))


class AnyListDumper(ListDumper):
    """Writes a list as the driver does, unless ids are in it."""

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:  # noqa: A002
        if obj and type(obj[0]) is UUID:
            return IdListDumper(self.cls, self._tx).upgrade(obj, PyFormat.BINARY)
        return super().upgrade(obj, format)


adapters.register_dumper(list, AnyListDumper)


def row_into(
    into: Callable[..., V],
) -> Callable[[Cursor[Any]], Callable[[Sequence[Any]], V]]:
    """A row factory: rows become `into(**columns)`."""

    def make(cursor: Cursor[Any]) -> Callable[[Sequence[Any]], V]:
        answered = cursor.pgresult
        columns = () if answered is None else map(answered.fname, range(answered.nfields))
        return _maker(into, tuple(columns))

    return make


@lru_cache(maxsize=MOST_KINDS_OF_ROWS)
def _maker(
    into: Callable[..., V], columns: tuple[bytes | None, ...]
) -> Callable[[Sequence[Any]], V]:
    names = tuple((column or b"").decode() for column in columns)
    return _filler(into, names) or (lambda row: into(**dict(zip(names, row, strict=True))))


def _filler(kind: Any, names: tuple[str, ...]) -> Callable[[Sequence[Any]], Any] | None:
    """How a frozen value is made field by field, in half the time that its constructor takes.

    None for anything else, and where the constructor does more than that or would refuse.
    """
    if not _is_plain_value(kind):
        return None
    known = {each.name: each for each in fields(kind)}
    left = [each for name, each in known.items() if name not in names]
    if not known.keys() >= set(names) or len(set(names)) < len(names):
        return None
    if any(each.default is MISSING for each in left):
        return None
    put = [getattr(kind, name).__set__ for name in names]
    rest = [(getattr(kind, each.name).__set__, each.default) for each in left]

    def fill(row: Sequence[Any]) -> Any:
        made = object.__new__(kind)
        for write, value in zip(put, row, strict=True):
            write(made, value)
        for write, default in rest:
            write(made, default)
        return made

    return fill


def _is_plain_value(kind: Any) -> bool:
    """A dataclass with slots whose constructor is the one that was made for it."""
    return (
        isinstance(kind, type)
        and is_dataclass(kind)
        and all(
            each.init and isinstance(getattr(kind, each.name, None), MemberDescriptorType)
            for each in fields(kind)
        )
        and not hasattr(kind, "__post_init__")
        and kind.__new__ is object.__new__
        and kind.__init__.__code__.co_filename == "<string>"
    )
