"""What organizations announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationCreated(Fact):
    name: ClassVar[str] = "organizations.created.v1"
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationChanged(Fact):
    name: ClassVar[str] = "organizations.changed.v1"
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTextPublished(Fact):
    """`kind` is terms, privacy or imprint; the version `number` is in force from now on."""

    name: ClassVar[str] = "organizations.legal-text-published.v1"
    kind: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTextWithdrawn(Fact):
    """No version of this text is in force any more; those there were can still be read."""

    name: ClassVar[str] = "organizations.legal-text-withdrawn.v1"
    kind: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(Fact):
    name: ClassVar[str] = "organizations.member-added.v1"
    member_id: UUID
    user_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChanged(Fact):
    name: ClassVar[str] = "organizations.member-changed.v1"
    member_id: UUID
    user_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(Fact):
    name: ClassVar[str] = "organizations.member-removed.v1"
    member_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Fact):
    name: ClassVar[str] = "organizations.member-invited.v1"
    invitation_id: UUID
    role: str
