"""What was provisioned for a script."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionedMember:
    user_id: UUID
    email: str
    role: str
    access_token: str
    """Of a new login; it lives as long as any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionedConnection:
    id: UUID
    name: str
    kind: str
    adapter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisioned:
    organization_id: UUID
    slug: str
    members: tuple[ProvisionedMember, ...]
    connections: tuple[ProvisionedConnection, ...]
