"""What crosses this module's border, and what its own files hand each other: plain values."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from marshmallow import fields

from turnout.kernel.context import Visitor
from turnout.kernel.http.cookies import BrowserCookie
from turnout.modules.organizations.api import MyOrganization


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person as they see themselves."""

    component: ClassVar[str] = "IdentityPerson"
    id: UUID
    email: str
    display_name: str
    locale: str
    time_zone: str
    phone: Annotated[str, "As E.164 has it, `+4930123456`; empty: none is given"]
    avatar_id: Annotated[UUID | None, "The picture is at `/api/v1/avatars/{avatar_id}`"]
    is_verified: bool
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Profile):
    is_disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonUpdate:
    """What to change; None leaves a field as it is."""

    display_name: str | None = None
    locale: str | None = None
    time_zone: str | None = None
    phone: str | None = None
    """With its country code; an empty one takes the number away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    email: str
    password: str
    display_name: str
    locale: str = "en"
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The browser or program that signs in, as it presents itself."""

    address: str
    agent: str
    device: str = field(default="", repr=False)
    """The secret by which accounts know a browser again; empty: it brought none."""


DEVICE: Final = BrowserCookie("turnout_device", lifetime_seconds=400 * 24 * 3600)
"""Tells a browser that an account knows from one that is new to it; proves nothing else."""


def client_of(asking: Visitor) -> Client:
    return Client(address=asking.address, agent=asking.agent, device=DEVICE.read(asking.cookies))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginProof:
    """When a living login proved itself last, and when by a second factor."""

    confirmed_at: datetime
    second_factor_at: datetime | None
    sso_organization_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a sign-in answers: the token stays in memory, the login is an HttpOnly cookie."""

    user_id: UUID
    access_token: str
    token_type: Annotated[str, fields.Constant("Bearer", required=True)] = "Bearer"  # noqa: S105  its kind
    expires_in: int
    """Seconds that the access token lives."""
    csrf_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Access):
    """What a sign-in or a refresh hands out, with the secret of its cookie."""

    login_id: UUID
    refresh_token: str
    device: str = field(default="", repr=False)
    """What the browser is known by from now on; empty where nothing is to be set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonWebKey:
    """A public key that access tokens verify with (RFC 7517)."""

    kty: str
    use: str
    alg: str
    kid: str
    n: str
    e: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonWebKeySet:
    keys: tuple[JsonWebKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    id: UUID
    agent: str
    address: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    """A stored refresh token with the state of its login."""

    id: UUID
    login_id: UUID
    user_id: UUID
    key_id: str
    token_hash: bytes
    expires_at: datetime
    used_at: datetime | None
    used_by: bytes | None
    successor_id: UUID | None
    login_ended_at: datetime | None
    login_expires_at: datetime
    confirmed_at: datetime
    second_factor_at: datetime | None
    sso_organization_id: UUID | None
    is_disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmailToken:
    """A mail about an account, to be written with the hash of its link's secret."""

    id: UUID
    purpose: str
    key_id: str
    token_hash: bytes
    lifetime: timedelta
    details: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailToken:
    id: UUID
    user_id: UUID | None
    purpose: str
    email: str
    locale: str
    key_id: str
    token_hash: bytes
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    mailed_at: datetime | None
    details: dict[str, Any]
    """What the mail tells besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityMail:
    """All that a mail about an account needs; `secret` is derived again and stored nowhere."""

    token_id: UUID
    purpose: str
    email: str
    display_name: str
    locale: str
    secret: str
    """Empty where the mail has no link to follow."""
    expires_at: datetime
    details: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptCounter:
    """Failures of one account or one network address."""

    subject: bytes
    kind: str
    failures: int
    last_failed_at: datetime
    locked_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person as sign-in sees them."""

    user_id: UUID
    password_hash: str
    is_verified: bool
    is_disabled: bool


class Purpose(StrEnum):
    VERIFY_EMAIL = "verify-email"
    RESET_PASSWORD = "reset-password"  # noqa: S105  a purpose, not a secret
    ALREADY_REGISTERED = "already-registered"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  a purpose, not a secret
    CHANGE_EMAIL = "change-email"
    EMAIL_CHANGED = "email-changed"
    SECOND_FACTORS_CHANGED = "second-factors-changed"
    SIGN_IN_METHODS_CHANGED = "sign-in-methods-changed"
    ERASURE_ASKED = "erasure-asked"
    NEW_DEVICE = "new-device"
    APPROVE_EMAIL_CHANGE = "approve-email-change"
    ACCOUNTS_MERGED = "accounts-merged"
    PERSONAL_DATA_READY = "personal-data-ready"


class SubjectKind(StrEnum):
    ACCOUNT = "account"
    ADDRESS = "address"
    SECOND_FACTOR = "second-factor"


@dataclass(frozen=True, slots=True, kw_only=True)
class MyOrganizationList:
    """Every organization that somebody may enter, on one page."""

    component: ClassVar[str] = "IdentityMyOrganizationList"
    items: list[MyOrganization]
    next_cursor: str | None = None
