"""Decisions about API tokens: what may be asked for, and why a secret is refused."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security import permissions
from turnout.kernel.security.crypto import is_token
from turnout.modules.api_tokens.types import KnownSecret, NewApiToken

PERSONAL: Final = "turnout_pat"
SERVICE: Final = "turnout_svc"
PREFIXES: Final = (PERSONAL, SERVICE)
"""Before the 27 letters and the 6 of their checksum; secret scanners know tokens by it."""
MOST_SCOPES: Final = 100
LONGEST_OVERLAP: Final = 7 * 86_400


def is_ours(bearer: str) -> bool:
    """Whether a bearer token calls itself one of ours; proves nothing."""
    return bearer.startswith(PREFIXES)


def is_shaped(bearer: str) -> bool:
    """Whether prefix, length and checksum are right: what is not was never made by us."""
    return any(is_token(bearer, prefix) for prefix in PREFIXES)


def require_valid(
    new: NewApiToken, *, allowed: Collection[str], now: datetime, longest: timedelta
) -> None:
    """Invalid names each scope that is unknown, a person's only, or more than `allowed`."""
    errors = [
        FieldError(f"/scopes/{index}", says)
        for index, scope in enumerate(new.scopes)
        if (says := _scope_error(scope, allowed))
    ]
    errors += expiry_errors(new.expires_at, now=now, longest=longest)
    if errors:
        raise Invalid(*errors)


def expiry_errors(expires_at: datetime, *, now: datetime, longest: timedelta) -> list[FieldError]:
    if now < expires_at <= now + longest:
        return []
    return [FieldError("/expires_at", f"Choose a time within the next {longest.days} days.")]


def _scope_error(scope: str, allowed: Collection[str]) -> str:
    if not permissions.is_declared(scope):
        return "There is no such permission."
    if not permissions.for_tokens({scope}):
        return "Only a person at a login has this permission; no token carries it."
    return "" if scope in allowed else "This is more than its owner, or you, may."


def refusal(known: KnownSecret, now: datetime) -> str:
    """Why a secret is refused: revoked, expired, replaced; empty for a good one."""
    if known.is_revoked:
        return "revoked"
    if known.expires_at <= now:
        return "expired"
    return "replaced" if known.ends_at <= now else ""
