"""The question that the stock answers for the catalog: what is left of capacity pools.

The catalog stands below the stock and cannot import it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

REMAINING: Final = Hook[Callable[[Transaction, Sequence[UUID]], Mapping[UUID, int]]]()
"""Counts what is left of each pool, in one statement; a pool that is not named has nothing left."""


def remaining(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Count the places that are left of each pool."""
    return {pool: left for count in REMAINING for pool, left in count(tx, pool_ids).items()}
