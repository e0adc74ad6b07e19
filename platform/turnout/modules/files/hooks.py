"""The question whether an event exists, answered from above: events stand above files."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

EVENT_EXISTS: Final = Hook[Callable[[Transaction, UUID], bool]]()
"""Says whether the event is one of this organization."""
