"""Hooks of text messages: modules above say whether a text that waits is still to be sent."""

from collections.abc import Callable, Mapping
from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.modules.text_messages.models import TextPurpose
from turnout.modules.text_messages.types import ClaimedText, Objection

Guard = Callable[[Transaction, ClaimedText], Objection | None]
"""What stands against sending a text; None where nothing does."""
_GUARDS: Final[dict[TextPurpose, Guard]] = {}


def register_guards(guards: Mapping[TextPurpose, Guard]) -> None:
    """Say who judges texts of a purpose before each of their attempts."""
    _GUARDS.update(guards)


def find_objection(tx: Transaction, text: ClaimedText) -> Objection | None:
    guard = _GUARDS.get(text.purpose)
    return guard(tx, text) if guard else None
