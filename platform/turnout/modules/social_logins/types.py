"""What crosses this module's border: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from turnout.modules.identity.api import SecondFactorNeeded, SignedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialProvider:
    """Where else people have accounts, as the operator set it up."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSetup:
    """What stands in `providers.yaml`, with what the operator says over it."""

    title: str
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    discovery_url: str = ""
    endpoints: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    email_proof: str = "email_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialLogin:
    """An account elsewhere that is linked to a person's."""

    id: UUID
    provider: Annotated[str, "Its key"]
    email: Annotated[str, "As the provider said it when it was linked; may be empty"]
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsider:
    """Who somebody is elsewhere, as far as a link needs it."""

    provider: str
    issuer: str
    subject: str
    email: str
    is_email_proved: bool
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAttempt:
    """A stored attempt, with what it is sealed with."""

    id: UUID
    provider: str
    sealed: bytes
    back_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLink:
    """An account elsewhere that its owner has shown, and that waits to be linked."""

    id: UUID
    provider: SocialProvider
    email: str
    back_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSignIn:
    """What came of signing in elsewhere: one of the four."""

    back_to: str
    signed_in: SignedIn | None = None
    second_step: SecondFactorNeeded | None = None
    pending_id: UUID | None = None
    """It is linked to nobody: who signs in here may link it."""
    is_known: bool = False
    """It was linked already to who is signed in."""


JsonObject = Mapping[str, Any]
