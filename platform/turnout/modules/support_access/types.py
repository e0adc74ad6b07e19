"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from turnout.kernel.http.answers import one_of


class Level(StrEnum):
    READ = "read"
    """Looks at everything that administrators see."""
    WRITE = "write"
    """Also changes events, programmes and orders; never rights, money or secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportAccess:
    """An owner's consent; it counts until `expires_at`, or until it is ended."""

    id: UUID
    level: Annotated[str, one_of(Level)]
    reason: str
    granted_by: Annotated[UUID, "The owner who consented"]
    granted_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    ended_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportVisit:
    """Who of the platform's support came in, by which consent, on which day."""

    id: UUID
    support_access_id: UUID
    user_id: UUID
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveSupportAccess:
    """An organization that has let support in, as operators find it."""

    organization_id: UUID
    organization_name: str
    id: UUID
    level: Annotated[str, one_of(Level)]
    reason: str
    granted_at: datetime
    expires_at: datetime
