"""Questions answered from above: who has a second factor, and who acts in an organization."""

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

HAS_FACTOR: Final = Hook[Callable[[Transaction, UUID], bool]]()
PEOPLE: Final = Hook[Callable[[UUID], Iterable[UUID]]]()
"""Who may act in an organization, asked outside of any transaction; some may be named twice."""


def has_factor(tx: Transaction, user_id: UUID) -> bool:
    """Whether a person has set up an authenticator app or a passkey, asked as the platform."""
    return any(has(tx, user_id) for has in HAS_FACTOR)
