"""Questions answered from above: whether a sign-in is open to somebody, and takes two steps."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.hooks import Hook
from turnout.modules.identity.errors import SecondFactorNeeded
from turnout.modules.identity.types import Client

SECOND_STEP: Final = Hook[Callable[[SystemContext, UUID], SecondFactorNeeded | None]]()
"""Asked once somebody has proved to be this person; None where that suffices."""
LOGIN_OPENED: Final = Hook[Callable[[Transaction, UUID, UUID, Client], None]]()
"""Told in the transaction that opens a person's login, with the browser that it is for."""
SIGN_IN_BAR: Final = Hook[Callable[[SystemContext, UUID, str], TurnoutError | None]]()
"""Asked before that, with the way that was taken; what refuses it, or None."""
