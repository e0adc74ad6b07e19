"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.kernel.security.permissions import OPERATOR_ROLES
from turnout.modules.organizations.api import FoundOrganization, PersonMembership


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One of the platform's own people."""

    component: ClassVar[str] = "PlatformOperator"
    id: UUID
    user_id: UUID
    email: str
    display_name: str
    role: Annotated[str, one_of(OPERATOR_ROLES)]
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorPermission:
    """What an operator may do, as a role or a token carries it."""

    component: ClassVar[str] = "PlatformPermission"
    key: str
    says: Annotated[str, "Completes the sentence “may …”"]
    is_personal: Annotated[bool, "Whether only a person at a login has it, and no token"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyOperation:
    """Who asks, as an operator of the platform."""

    component: ClassVar[str] = "PlatformMe"
    id: UUID
    user_id: UUID
    role: Annotated[str, one_of(OPERATOR_ROLES)]
    permissions: Annotated[list[OperatorPermission], "Of a token, those among its scopes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationDetail(FoundOrganization):
    """An organization with what an operator may take from it or hand out for it."""

    component: ClassVar[str] = "PlatformOrganizationDetail"
    is_verified: Annotated[bool, "Whether its pages show the badge"]
    has_claim_link: Annotated[bool, "Whether a link is open by which it can be claimed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorRow:
    """An operator as stored: whose name it is, identity knows."""

    id: UUID
    user_id: UUID
    role: str
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOperatorToken:
    """What an operator's token is to be: at most what its owner may, for some hours."""

    name: str
    scopes: tuple[str, ...]
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorToken:
    """An operator's token as its owner sees it; its secret is kept as a hash."""

    id: UUID
    operator_id: UUID
    name: str
    scopes: Annotated[tuple[str, ...], "At most these permissions, and at most its owner's"]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: Annotated[datetime | None, "To the minute; null: never yet"]

    @classmethod
    def of(cls, **row: Any) -> "OperatorToken":
        return cls(**row | {"scopes": tuple(row["scopes"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedOperatorToken:
    """A token with its secret, which nobody is shown again."""

    token: OperatorToken
    secret: Annotated[str, "Send it as `Authorization: Bearer …`; it is shown this once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOperatorToken:
    """What a secret stands for, and how its owner stands."""

    id: UUID
    operator_id: UUID
    user_id: UUID
    role: str
    scopes: tuple[str, ...]

    @classmethod
    def of(cls, **row: Any) -> "KnownOperatorToken":
        return cls(**row | {"scopes": tuple(row["scopes"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person as the platform's operators see them."""

    component: ClassVar[str] = "PlatformPerson"
    id: UUID
    email: str
    display_name: str
    is_verified: bool
    is_suspended: bool
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLogin:
    """Where a person is signed in."""

    component: ClassVar[str] = "PlatformPersonLogin"
    id: UUID
    agent: Annotated[str, "What the browser calls itself."]
    program: Annotated[str, "Its name, such as `Firefox`; empty where it is not known."]
    system: Annotated[str, "Of the device, such as `Windows`; empty where it is not known."]
    address: str
    created_at: datetime
    last_used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetail:
    """A person with their memberships and logins."""

    component: ClassVar[str] = "PlatformPersonDetail"
    person: FoundPerson
    memberships: list[PersonMembership]
    logins: list[PersonLogin]
