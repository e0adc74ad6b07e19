"""`If-Match` and `ETag`: the version that a caller saw, and the one that it sees now."""

from typing import Protocol, TypeVar

from flask import request

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.headers import IF_MATCH

LONGEST_VERSION = 19
"""Digits of a number that PostgreSQL's bigint always holds."""


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


def if_match() -> int | None:
    """The version that the caller last saw (`If-Match: "7"`), or None without the header."""
    given = request.headers.get(IF_MATCH)
    if given is None or given == "*":
        return None
    text = given.removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) < LONGEST_VERSION):
        raise Invalid(FieldError("#If-Match", "Send the ETag that you were given."))
    return int(text)


def with_etag(entity: V, status: int = 200) -> tuple[V, int, dict[str, str]]:
    """An answer with the entity's version as its ETag."""
    return entity, status, {"ETag": f'"{entity.version}"'}
