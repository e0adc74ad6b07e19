"""What the organization's directory answers: how somebody stands in it.

Enterprise sign-in stands below directories and cannot import them.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.sso.types import DirectoryStanding

DIRECTORY: Final = Hook[Callable[[Transaction, UUID], DirectoryStanding | None]]()
"""How a person stands in the directory of the transaction's organization; None: not in it."""


def standing_in_directory(tx: Transaction, user_id: UUID) -> DirectoryStanding | None:
    return next((found for ask in DIRECTORY if (found := ask(tx, user_id)) is not None), None)
