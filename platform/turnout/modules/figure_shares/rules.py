"""Decisions about figure shares: pure, without clock or database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from turnout.kernel.errors import FieldError

PUBLISHED: Final = ("published", "live", "ended", "cancelled", "postponed")
"""States in which a partner sees an event at all."""


def share_errors(
    figures: Sequence[str], expires_at: datetime | None, *, now: datetime
) -> list[FieldError]:
    errors = []
    if len(set(figures)) != len(figures):
        errors.append(FieldError("/figures", "Name each figure once."))
    if expires_at is not None and expires_at <= now:
        errors.append(FieldError("/expires_at", "Choose a time in the future."))
    return errors
