"""What is announced of second-factor policies."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorPolicyChanged(Fact):
    """An organization asks other roles for a second factor than before, or from another time."""

    name: ClassVar[str] = "second_factor_policies.changed.v1"
    second_factor_policy_id: UUID
