"""What crosses this module's border: plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from marshmallow import fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey as its person sees it."""

    component: ClassVar[str] = "Passkey"
    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None
    is_backed_up: Annotated[bool, "Whether its maker keeps a copy, for other devices of the person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPasskey(Passkey):
    """The same with what verifies it."""

    user_id: UUID
    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """What a browser's authenticator made, to be kept under a name."""

    name: str
    credential: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyOptions:
    """What a browser needs to make or use a passkey (W3C Web Authentication, as JSON)."""

    component: ClassVar[str] = "PasskeyOptions"
    public_key: Annotated[
        dict[str, Any],
        fields.Dict(
            keys=fields.String(),
            required=True,
            metadata={
                "description": "For `parseRequestOptionsFromJSON` or `parseCreationOptionsFromJSON`"
            },
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedPasskey:
    """What an authenticator attested when it made a passkey."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    is_backed_up: bool
