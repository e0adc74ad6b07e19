"""The one place that knows what time it is; tests and the time machine set it."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_offset = timedelta(0)
_frozen: datetime | None = None


def now() -> datetime:
    """The present instant, in UTC."""
    if _frozen is not None:
        return _frozen
    return datetime.now(UTC) + _offset  # noqa: TID251  the clock itself


def shift(offset: timedelta) -> None:
    """Move this process's clock; refused in production by the settings that call it."""
    global _offset  # noqa: PLW0603  one clock for the process is the point
    _offset = offset


@contextmanager
def frozen(at: datetime) -> Generator[None]:
    """Hold the clock still at an instant for the length of a block."""
    global _frozen  # noqa: PLW0603
    before, _frozen = _frozen, at
    try:
        yield
    finally:
        _frozen = before
