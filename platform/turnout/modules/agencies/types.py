"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from turnout.modules.roles.api import event_ids_of


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
    second_factor_minutes: Annotated[
        int | None,
        "How long ago members of the agency may have proved themselves by a second factor; null:"
        " the client does not ask",
    ]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientScope:
    """A client in which a member of the agency may act, at all or at some of its events."""

    organization_id: UUID
    event_ids: tuple[UUID, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientList:
    """In which clients a member of an agency may act."""

    member_id: UUID
    clients: Annotated[list[ClientScope] | None, "Null: in all, those to come too"]
    version: int

    @classmethod
    def of(cls, **row: Any) -> "ClientList":
        clients = [
            ClientScope(organization_id=UUID(each), event_ids=event_ids_of(event_ids))
            for each, event_ids in sorted(row["clients"].items())
        ]
        return cls(member_id=row["member_id"], clients=clients, version=row["version"])
