"""Questions answered from above: whether somebody must have a second factor."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

IS_REQUIRED: Final = Hook[Callable[[Transaction, UUID], bool]]()
"""Asked before a person's last second factor goes."""
