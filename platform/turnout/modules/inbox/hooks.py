"""Told to modules above: who has a new message, as it is written."""

from collections.abc import Callable, Sequence
from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.inbox.types import NewTeamMessage, WrittenMessage

MESSAGES_WRITTEN: Final = Hook[Callable[[Transaction, Sequence[WrittenMessage]], None]]()
"""Told in the transaction that writes them; what only raises a count is not told."""
TEAM_TOLD: Final = Hook[Callable[[Transaction, NewTeamMessage], None]]()
"""Told once of what a team is told, whoever of it and however many; not of what is one's own."""
