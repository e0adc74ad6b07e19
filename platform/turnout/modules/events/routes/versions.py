"""`If-Match` and `ETag`: what a caller saw, and what it sees now."""

from typing import Any, Protocol, TypeVar

from flask import request

from turnout.kernel.errors import FieldError, Invalid


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


def seen_version() -> int | None:
    """The version in `If-Match`, as our answers' ETag gives it; None where none is named."""
    text = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if text in ("", "*"):
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:  # noqa: PLR2004  a bigint
        raise Invalid(FieldError("#If-Match", "Send the version as it stood in the answer."))
    return int(text)


def tagged(entity: V, status: int = 200) -> Any:
    """An answer with the entity's version as its ETag."""
    return entity, status, {"ETag": f'"{entity.version}"'}
