"""What is announced of domains."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainVerified(Fact):
    """An organization proved that a domain is its own."""

    name: ClassVar[str] = "domains.verified.v1"
    domain_id: UUID
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainLost(Fact):
    """A domain counts for the organization no more: its record went, or it was removed."""

    name: ClassVar[str] = "domains.lost.v1"
    domain_id: UUID
    host: str
