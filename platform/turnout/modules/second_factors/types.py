"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
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
    passkeys: int
    recovery_codes_left: int

    @property
    def is_on(self) -> bool:
        return self.authenticator_since is not None or self.passkeys > 0

    @property
    def methods(self) -> list[str]:
        """What a second step takes: `code` of an app or a recovery code, `passkey`."""
        has_codes = self.authenticator_since is not None or self.recovery_codes_left > 0
        offered = {"passkey": self.passkeys > 0, "code": has_codes}
        return [name for name, is_there in offered.items() if self.is_on and is_there]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What somebody shows of a second factor: a code, or what their passkey signed."""

    code: str | None = None
    credential: dict[str, Any] | None = None
    browser: str = ""
    """The secret of the browser whose challenge the passkey answered."""


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
