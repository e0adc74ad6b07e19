"""What enterprise sign-in asks above: the directory, and the protocols beside OpenID Connect."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.sso.types import DirectoryStanding

DIRECTORY: Final = Hook[Callable[[Transaction, UUID], DirectoryStanding | None]]()
"""How a person stands in the directory of the transaction's organization; None: not in it."""
CREATED: Final = Hook[Callable[[Transaction, UUID], None]]()
"""A provider of a protocol above was written: what it needs of its own is added."""
MISSING: Final = Hook[Callable[[Transaction, UUID], Sequence[str]]]()
"""What a provider whose protocol stands above still lacks before it can sign anybody in."""


def standing_in_directory(tx: Transaction, user_id: UUID) -> DirectoryStanding | None:
    return next((found for ask in DIRECTORY if (found := ask(tx, user_id)) is not None), None)
