"""Decisions about the tokens of directories. Pure."""

from datetime import datetime
from typing import Final

from turnout.kernel.security.crypto import is_token
from turnout.modules.scim_tokens.types import KnownScimToken

PREFIX: Final = "turnout_scim"
"""Before the 27 letters and the 6 of their checksum; secret scanners know tokens by it."""
LONGEST_OVERLAP: Final = 30 * 86_400


def is_shaped(bearer: str) -> bool:
    """Whether prefix, length and checksum are right: what is not was never made by us."""
    return is_token(bearer, PREFIX)


def refusal(known: KnownScimToken, now: datetime) -> str:
    """Why a secret is refused: revoked, expired, replaced; empty for a good one."""
    if known.is_revoked:
        return "revoked"
    if known.expires_at is not None and known.expires_at <= now:
        return "expired"
    return "replaced" if known.ends_at is not None and known.ends_at <= now else ""
