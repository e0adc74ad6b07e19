"""What agencies announces; in the client's organization."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLinkOffered(Fact):
    name: ClassVar[str] = "organizations.agency-link-offered.v1"
    link_id: UUID
    agency_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLinked(Fact):
    name: ClassVar[str] = "organizations.agency-linked.v1"
    link_id: UUID
    agency_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyUnlinked(Fact):
    name: ClassVar[str] = "organizations.agency-unlinked.v1"
    link_id: UUID
    agency_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySignInRuled(Fact):
    """An organization asks another sign-in of agencies than before; null: none of its own."""

    name: ClassVar[str] = "agencies.sign-in-ruled.v1"
    asks: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsListed(Fact):
    """A member of the agency was limited to some of its clients, or is so no longer."""

    name: ClassVar[str] = "agencies.clients-listed.v1"
    member_id: UUID
    user_id: UUID
