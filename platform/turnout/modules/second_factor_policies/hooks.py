"""Questions answered from above: whether a person has a second factor."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

HAS_FACTOR: Final = Hook[Callable[[Transaction, UUID], bool]]()


def has_factor(tx: Transaction, user_id: UUID) -> bool:
    """Whether a person has set up an authenticator app or a passkey, asked as the platform."""
    return any(has(tx, user_id) for has in HAS_FACTOR)
