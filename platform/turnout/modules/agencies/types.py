"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class LinkState(StrEnum):
    OFFERED = "offered"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLink:
    id: UUID
    organization_id: UUID
    """The client."""
    agency_id: UUID
    role: str
    permissions: tuple[str, ...] | None
    state: str
    offered_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    organization_name: str = ""
    organization_slug: str = ""
    agency_name: str = ""
    agency_slug: str = ""

    @classmethod
    def of(cls, **row: Any) -> "AgencyLink":
        scope = row.pop("permissions")
        return cls(**row, permissions=None if scope is None else tuple(scope))


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLinkOffer:
    """What an agency offers to do: one role's rights, or some of them."""

    client_slug: str
    role: str
    permissions: tuple[str, ...] | None = None
