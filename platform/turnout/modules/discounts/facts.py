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


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountCodesRequested(Fact):
    """Somebody asked for codes in numbers; the job makes them."""

    name: ClassVar[str] = "discounts.codes-requested.v1"
    discount_id: UUID
    job_id: UUID
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountCodeChanged(Fact):
    """A code was paused, resumed or deleted."""

    name: ClassVar[str] = "discounts.code-changed.v1"
    discount_id: UUID
    code_id: UUID
