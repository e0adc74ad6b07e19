"""What is announced of quotas."""

from dataclasses import dataclass
from typing import ClassVar

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasChanged(Fact):
    """An organization was given another plan, or limits of its own."""

    name: ClassVar[str] = "quotas.changed.v1"
    plan: str
