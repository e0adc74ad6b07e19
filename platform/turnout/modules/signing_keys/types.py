"""A signing key, as it is stored."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    kid: str
    public_jwk: dict[str, str]
    private_key: bytes
    """Sealed."""
    signs_from: datetime
    signs_until: datetime
    verifies_until: datetime
