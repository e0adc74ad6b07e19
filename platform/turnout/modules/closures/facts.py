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


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationClosed(Fact):
    """An owner closed the organization; it is deleted when the time for reopening is over."""

    name: ClassVar[str] = "closures.closed.v1"
    closure_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationReopened(Fact):
    """An owner opened the organization again before it was deleted."""

    name: ClassVar[str] = "closures.reopened.v1"
    closure_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationDeleted(Fact):
    """Everything of the organization is gone but what the law has the platform keep."""

    name: ClassVar[str] = "closures.deleted.v1"
    closure_id: UUID
