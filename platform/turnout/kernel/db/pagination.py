"""Cursor pagination: pages that stay right while rows come and go."""

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.errors import FieldError, Invalid

T = TypeVar("T")
U = TypeVar("U")
MOST = 100
BIGINT_DIGITS = 18


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How many rows, and after which one (`after` = sort value and id of the last row seen)."""

    limit: int = 50
    after: tuple[str, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: list[T]
    next_cursor: str | None

    def map(self, function: Callable[[T], U]) -> "Page[U]":
        return Page([function(item) for item in self.items], self.next_cursor)


def encode_cursor(value: str, row_id: UUID) -> str:
    raw = msgspec.json.encode([value, str(row_id)])
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def page_request(cursor: str | None, limit: int | None) -> PageRequest:
    """Read what a caller sent; a cursor that is not ours is a field error, not a crash."""
    if limit is not None and not 1 <= limit <= MOST:
        raise Invalid(FieldError("?limit", f"Choose between 1 and {MOST}."))
    after: tuple[str, UUID] | None = None
    if cursor:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            value, row_id = codec.decode(
                base64.b64decode(padded, altchars=b"-_", validate=True), tuple[str, UUID]
            )
        except (binascii.Error, msgspec.MsgspecError, ValueError) as error:
            raise Invalid(
                FieldError("?cursor", "This cursor is not one of ours; start without it.")
            ) from error
        if "\x00" in value:
            raise Invalid(FieldError("?cursor", "This cursor is not one of ours."))
        after = (value, row_id)
    return PageRequest(limit or 50, after)


def place_in_time(request: PageRequest) -> tuple[datetime, UUID] | None:
    """Time and id of the last row seen, for lists by time; Invalid for another list's cursor."""
    if request.after is None:
        return None
    value, row_id = request.after
    foreign = Invalid(FieldError("?cursor", "This cursor belongs to another list."))
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise foreign from error
    if at.tzinfo is None:
        raise foreign
    return at, row_id


def place_in_numbers(request: PageRequest) -> tuple[int, UUID] | None:
    """Number and id of the last row seen, for lists by a bigint; Invalid for another's cursor."""
    if request.after is None:
        return None
    value, row_id = request.after
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= BIGINT_DIGITS):
        raise Invalid(FieldError("?cursor", "This cursor belongs to another list."))
    return int(value), row_id


def like(text: str) -> str:
    """A LIKE pattern that finds a text anywhere, whatever signs it has."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def page(
    rows: Sequence[T], request: PageRequest, *, key: Callable[[T], tuple[Any, UUID]]
) -> Page[T]:
    """Make a page of `limit + 1` fetched rows: the extra row only says that more follow."""
    items = list(rows[: request.limit])
    more = len(rows) > request.limit
    next_cursor = None
    if more and items:
        value, row_id = key(items[-1])
        next_cursor = encode_cursor(str(value), row_id)
    return Page(items, next_cursor)


def every_page(read: Callable[[PageRequest], Page[T]]) -> Iterator[list[T]]:
    """All pages of a list one after the other, for jobs and exports; the last may be empty."""
    request: PageRequest | None = PageRequest(limit=MOST)
    while request is not None:
        found = read(request)
        yield found.items
        request = page_request(found.next_cursor, MOST) if found.next_cursor else None
