"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMember:
    """A membership together with whose it is."""

    component: ClassVar[str] = "IdentityMember"
    id: UUID
    user_id: UUID
    display_name: str
    email: str
    avatar_id: Annotated[UUID | None, "The picture is at `/api/v1/avatars/{avatar_id}`"]
    role: str
    event_ids: tuple[UUID, ...] | None
    expires_at: datetime | None
    created_at: datetime
    version: int
    agency_link_id: Annotated[
        UUID | None,
        "The agency link by which it was granted; it ends with the link unless an owner keeps it",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """What the page of an invitation shows before anybody accepts it."""

    component: ClassVar[str] = "IdentityOpenInvitation"

    organization_name: str
    organization_slug: str
    email: str
    role: str
    expires_at: datetime
    has_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedInvitation:
    component: ClassVar[str] = "IdentityAcceptedInvitation"
    organization_id: UUID
    user_id: UUID
    member_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """The account of whoever holds the link; the address is the invitation's."""

    token: str
    display_name: str
    password: str
    locale: str = "en"
    time_zone: str = "UTC"
