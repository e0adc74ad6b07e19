"""What hand-overs announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverOffered(Fact):
    name: ClassVar[str] = "handovers.offered.v1"
    handover_id: UUID
    agency_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationHandedOver(Fact):
    """The person owns the organization now; the agency, if it went to one, acts in it."""

    name: ClassVar[str] = "handovers.handed-over.v1"
    handover_id: UUID
    user_id: UUID
    agency_id: UUID | None
