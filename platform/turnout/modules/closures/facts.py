"""What is announced of the ends of organizations."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationSuspended(Fact):
    """The platform suspended the organization: nobody acts in it and nothing is sold."""

    name: ClassVar[str] = "closures.suspended.v1"
    suspension_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionLifted(Fact):
    """A suspension ended: the organization is as it was before."""

    name: ClassVar[str] = "closures.suspension-lifted.v1"
    suspension_id: UUID
