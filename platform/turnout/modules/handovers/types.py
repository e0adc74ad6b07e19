"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID


class HandoverState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class FormerOwners(StrEnum):
    """What those who own the organization now become."""

    LEAVE = "leave"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandover:
    """To whom: a person by their address, or an agency by its name in addresses."""

    email: str | None = None
    agency_slug: str | None = None
    former_owners: str = FormerOwners.LEAVE
    valid_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    id: UUID
    organization_id: UUID
    email: Annotated[str | None, "The person it is offered to"]
    agency_id: Annotated[UUID | None, "Or the agency, any of whose owners may accept"]
    former_owners: Annotated[str, "`leave` or `admin`: what the present owners become"]
    state: str
    offered_by: UUID
    offered_at: datetime
    expires_at: datetime
    answered_by: UUID | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedHandover:
    """An organization that is offered to the person."""

    id: UUID
    organization_id: UUID
    organization_name: str
    organization_slug: str
    agency_id: UUID | None
    former_owners: str
    expires_at: datetime
