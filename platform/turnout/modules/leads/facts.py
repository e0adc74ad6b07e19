"""What lead retrieval announces; never whom a sponsor met by name."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSettingsChanged(Fact):
    """The organizer chose whether sponsors collect leads, and what they get."""

    name: ClassVar[str] = "leads.settings-changed.v1"
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadMemberAdded(Fact):
    """A stand member of a sponsor got a link."""

    name: ClassVar[str] = "leads.member-added.v1"
    event_id: UUID
    sponsor_id: UUID
    member_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadMemberRevoked(Fact):
    """The link of a stand member was ended."""

    name: ClassVar[str] = "leads.member-revoked.v1"
    event_id: UUID
    sponsor_id: UUID
    member_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadCollected(Fact):
    """A sponsor has the details of a ticket's holder, who agreed to it."""

    name: ClassVar[str] = "leads.collected.v1"
    event_id: UUID
    sponsor_id: UUID
    lead_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsWithdrawn(Fact):
    """What sponsors had of a ticket's holder is gone: of one sponsor, or of all."""

    name: ClassVar[str] = "leads.withdrawn.v1"
    event_id: UUID
    ticket_id: UUID
    sponsor_id: UUID | None
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadConsentGiven(Fact):
    """The holder of a ticket agreed to a version of the statement."""

    name: ClassVar[str] = "leads.consent-given.v1"
    event_id: UUID
    ticket_id: UUID
    statement_version: int
