"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID


def event_ids_of(values: list[str] | None) -> tuple[UUID, ...] | None:
    """The events that a grant is limited to, from the column's JSON; None: every event."""
    return None if values is None else tuple(UUID(each) for each in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRole:
    """A role of an organization's own; members name it by its key, which stays."""

    key: str
    name: str
    permissions: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleUpdate:
    """What to change; None leaves a field as it is."""

    name: str | None = None
    description: str | None = None
    permissions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    id: Annotated[UUID | None, "Null for the four roles that every organization has"]
    key: Annotated[str, "What members, invitations and service accounts name in `role`"]
    name: str
    description: str
    permissions: tuple[str, ...]
    created_at: datetime | None
    version: int

    @classmethod
    def of(cls, **row: Any) -> "Role":
        return cls(**row | {"permissions": tuple(row["permissions"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a person is to be in an organization."""

    role: str
    event_ids: tuple[UUID, ...] | None = None
    expires_at: datetime | None = None


class AgencySignIn(StrEnum):
    """What a client whose own people must sign in by its identity provider asks of agencies."""

    OWN_SSO = "own_sso"
    """That their members came by the agency's own identity provider."""
    REFUSED = "refused"
    """That they stay out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipAccess:
    """One way in which a person may act in an organization, as the database tells it."""

    role: str
    event_ids: tuple[UUID, ...] | None
    state: str
    agency_id: UUID | None
    scope_role: str
    scope_permissions: tuple[str, ...] | None
    ends_at: datetime | None = None
    role_permissions: tuple[str, ...] | None = None
    """Of a role of the organization's own."""
    second_factor_minutes: int | None = None
    """How long ago a second factor may be, where a client demands one of its agency."""
    second_factor_from: datetime | None = None
    """From when the organization asks this role for a second factor at all; None: it does not."""
    counts_sso: bool = False
    """Whether a sign-in by the organization's own identity provider counts as one."""
    agency_sign_in: str | None = None
    """What a client asks of members of its agency (`AgencySignIn`); None: nothing."""

    @classmethod
    def of(cls, **row: Any) -> "MembershipAccess":
        for name in ("scope_permissions", "role_permissions"):
            row[name] = None if row[name] is None else tuple(row[name])
        row["counts_sso"] = bool(row.get("counts_sso"))
        return cls(**row | {"event_ids": event_ids_of(row["event_ids"])})
