"""Facts of discounts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountChanged(Fact):
    """A discount was made, changed or deleted; without an event it is the organization's."""

    name: ClassVar[str] = "discounts.changed.v1"
    discount_id: UUID
    event_id: UUID | None
