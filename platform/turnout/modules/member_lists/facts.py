"""Facts of member lists."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberListChanged(Fact):
    """A member list was made, renamed or deleted, or its numbers are others than before."""

    name: ClassVar[str] = "member_lists.changed.v1"
    member_list_id: UUID
