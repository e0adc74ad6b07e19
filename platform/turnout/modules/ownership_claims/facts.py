"""What is announced of ownership claims."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationClaimed(Fact):
    """A person owns an organization that had no owner, by `domain` or by `link`."""

    name: ClassVar[str] = "ownership_claims.claimed.v1"
    user_id: UUID
    proof: str
