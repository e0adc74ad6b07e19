"""Facts of the suppression list."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionChanged(Fact):
    """An address was put on the list or taken off it; mails that left stay as they are."""

    name: ClassVar[str] = "suppressions.changed.v1"
    suppression_id: UUID
    reason: str
    is_on: bool
