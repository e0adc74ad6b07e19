"""What roles announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged(Fact):
    """An organization's own role was made, changed or deleted."""

    name: ClassVar[str] = "roles.changed.v1"
    role_id: UUID
