"""What crosses this module's border: directories, their tokens, users, groups and requests."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What an organization's directory is set to, and what it has pushed."""

    component: ClassVar[str] = "ScimDirectory"
    base_url: Annotated[str, "The base address (tenant URL) to be entered at the provider"]
    identity_provider_id: Annotated[
        UUID | None, "Whose mapping of groups to roles counts; null: of none"
    ]
    default_role: Annotated[
        str | None, "Of who has no mapped group; null lets only mapped ones be members"
    ]
    users: int
    active_users: int
    linked_users: Annotated[int, "Users with an account: their address is of a proven domain"]
    groups: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectorySettings:
    """What an administrator says; version 0 while nothing was."""

    identity_provider_id: UUID | None = None
    default_role: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewScimToken:
    name: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScimToken:
    """The bearer token of a directory; its secret is shown once and kept as a hash."""

    id: UUID
    name: str
    created_by: UUID
    created_at: datetime
    expires_at: Annotated[datetime | None, "Null: it is good until it is revoked"]
    revoked_at: datetime | None
    replaced_until: Annotated[
        datetime | None, "Until when the secret before the last rotation is good; null for none"
    ]
    last_used_at: Annotated[datetime | None, "To the minute; null: never yet"]
    version: int

    def is_over(self, now: datetime) -> bool:
        return self.revoked_at is not None or (
            self.expires_at is not None and self.expires_at <= now
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedScimToken:
    """A token with its secret, which nobody is shown again."""

    token: ScimToken
    secret: Annotated[str, "To be entered at the provider; it is shown this once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScimRequest:
    """One line of the log: a change that was made, or a request that was refused and why."""

    component: ClassVar[str] = "ScimRequest"
    id: UUID
    at: datetime
    token_id: Annotated[UUID | None, "Null: the token was none of the organization's"]
    method: str
    path: Annotated[str, "Below the base address"]
    status: int
    reason: Annotated[str, "Why it was refused, as a word that never changes; empty: done"]
    detail: Annotated[str, "The same as the provider was told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownScimToken:
    """What a secret stands for."""

    token_id: UUID
    is_revoked: bool
    expires_at: datetime | None
    ends_at: datetime | None
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUser:
    """A user of a directory; `resource` is as it was pushed, without what we add."""

    id: UUID
    user_name: str
    external_id: str | None
    is_active: bool
    resource: dict[str, Any] = field(repr=False)
    user_id: UUID | None
    is_member_by_scim: bool
    created_at: datetime
    changed_at: datetime
    version: int
    groups: tuple[tuple[UUID, str], ...] = ()

    @classmethod
    def of(cls, **row: Any) -> "StoredUser":
        listed = tuple((UUID(each["value"]), each["display"]) for each in row.pop("groups", ()))
        return cls(**row, groups=listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredGroup:
    """A group of a directory; `members` where they were asked for."""

    id: UUID
    display_name: str
    external_id: str | None
    created_at: datetime
    changed_at: datetime
    version: int
    members: tuple[UUID, ...] = ()

    @classmethod
    def of(cls, **row: Any) -> "StoredGroup":
        members = tuple(row.pop("members", ()))
        return cls(**row, members=members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Somebody of the directory who is active and has an account, with their groups' names."""

    id: UUID
    user_id: UUID
    is_member_by_scim: bool
    groups: tuple[str, ...]

    @classmethod
    def of(cls, **row: Any) -> "Standing":
        return cls(**row | {"groups": tuple(row["groups"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which part of a result is wanted: by place, or after a cursor."""

    offset: int
    limit: int
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A condition in SQL with the values of its placeholders; made from a filter's tree."""

    text: str = "true"
    values: dict[str, Any] = field(default_factory=dict)
    order: str = ""
