"""Questions answered from above: whether a sign-in needs a second step."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.context import SystemContext
from turnout.kernel.hooks import Hook
from turnout.modules.identity.errors import SecondFactorNeeded

SECOND_STEP: Final = Hook[Callable[[SystemContext, UUID], SecondFactorNeeded | None]]()
"""Asked once somebody has proved to be this person; None where that suffices."""
