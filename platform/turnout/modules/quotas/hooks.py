"""What quotas asks of the modules above it: how much of each kind an organization uses."""

from collections.abc import Callable
from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.quotas.types import QuotaKind

METERS: Final = Hook[Callable[[Transaction], tuple[QuotaKind, int]]]()
"""Counts what is used of one kind now."""
