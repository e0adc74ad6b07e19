"""What crosses this module's border: directories, their users and groups."""

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
class NewUser:
    """A user to be made; `key` is the form in which user names are compared."""

    resource: dict[str, Any] = field(repr=False)
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Whom a user of the directory may be: an account by sign-ins before, or a proven address."""

    user_id: UUID | None
    address: str | None
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipChanges:
    """What memberships become: by role who gets one and whose changes, and whose ends."""

    gains: dict[str, list[UUID]]
    changes: dict[str, list[UUID]]
    ended: list[UUID]

    @property
    def gained(self) -> list[UUID]:
        return [each for listed in self.gains.values() for each in listed]


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
