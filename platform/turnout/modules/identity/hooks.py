"""Questions answered from above: whether a sign-in is open to somebody, and takes two steps."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.errors import TurnoutError
from turnout.kernel.hooks import Hook
from turnout.modules.identity.errors import SecondFactorNeeded

SECOND_STEP: Final = Hook[Callable[[SystemContext, UUID], SecondFactorNeeded | None]]()
"""Asked once somebody has proved to be this person; None where that suffices."""
SIGN_IN_BAR: Final = Hook[Callable[[SystemContext, UUID, str], TurnoutError | None]]()
"""Asked before that, with the way that was taken; what refuses it, or None."""
