"""What those above say when a person's last passkey is to go: may it, and what goes with it."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

LAST_REMOVED: Final = Hook[Callable[[Transaction, UUID], None]]()
"""Called in the transaction that removes the last passkey of a person; may refuse by raising."""
