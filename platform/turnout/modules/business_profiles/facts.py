"""What is announced of business profiles."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessProfileChanged(Fact):
    """An organization changed its country or its social links."""

    name: ClassVar[str] = "business_profiles.changed.v1"
    business_profile_id: UUID
