"""What is announced of API tokens and service accounts; never a secret."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTokenCreated(Fact):
    """An API token was made, for a person or for a service account."""

    name: ClassVar[str] = "api_tokens.created.v1"
    token_id: UUID
    service_account_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTokenRotated(Fact):
    """An API token has a new secret; the one before ends soon, or has ended."""

    name: ClassVar[str] = "api_tokens.rotated.v1"
    token_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTokenRevoked(Fact):
    """An API token opens nothing any more."""

    name: ClassVar[str] = "api_tokens.revoked.v1"
    token_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccountChanged(Fact):
    """A service account was made, given other rights, or ended."""

    name: ClassVar[str] = "api_tokens.service-account-changed.v1"
    service_account_id: UUID
