"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticator:
    """A person's authenticator app, as it is stored."""

    id: UUID
    user_id: UUID
    secret: bytes
    """Sealed."""
    last_step: int
    """The newest step of time whose code was taken: it and those before are refused."""
    created_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAuthenticator:
    """The secret of an app that is being set up; it counts once a code of it was typed."""

    secret: Annotated[str, "In base32, for who cannot scan"]
    uri: Annotated[str, "`otpauth://…`, to be shown as a QR code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodes:
    """Shown once; each signs in once when the app is out of reach."""

    component: ClassVar[str] = "SecondFactorsRecoveryCodes"
    recovery_codes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactors:
    """What a person has set up."""

    component: ClassVar[str] = "SecondFactors"
    authenticator_since: datetime | None
    recovery_codes_left: int

    @property
    def is_on(self) -> bool:
        return self.authenticator_since is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInChallenge:
    """A sign-in whose password was right and which waits for the second factor."""

    id: UUID
    user_id: UUID
    key_id: str
    token_hash: bytes
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
