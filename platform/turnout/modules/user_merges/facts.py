"""What is announced of merged accounts."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class UserMerged(Fact):
    """What the organization had of one account is another's now: copies elsewhere follow."""

    name: ClassVar[str] = "user_merges.user-merged.v1"
    from_user_id: UUID
    into_user_id: UUID
