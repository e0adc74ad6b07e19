"""Secrets that are derived rather than kept: id + HMAC under a key of the platform's.

The database holds the hash only, and the same mail or answer can be made again without it: a
repeated mail carries the same link, a double-submitted refresh gets the same successor.
"""

from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.security.capability_links import LONG_MARK_BYTES, derive_secret, head_of
from turnout.kernel.security.crypto import constant_time_equal, hash_token
from turnout.modules.identity.errors import CrossSite
from turnout.modules.identity.types import RefreshToken


def derive(purpose: str, row_id: UUID, *, key_id: str) -> str:
    """The secret of a row: 192 bits that only a holder of the master key can make."""
    name, body = f"identity/{purpose}", row_id.bytes
    return derive_secret(name, body, head=body, length=LONG_MARK_BYTES, key_id=key_id)


def derive_with_hash(purpose: str, row_id: UUID) -> tuple[str, str, bytes]:
    """A new row's secret under the current key, that key's id, and the hash to store."""
    key_id = runtime.current().keys.current
    secret = derive(purpose, row_id, key_id=key_id)
    return secret, key_id, hash_token(secret)


def row_id_of(secret: str) -> UUID | None:
    """The row that a secret names; None for a text of another shape. Proves nothing yet."""
    head = head_of(secret, 16, length=LONG_MARK_BYTES)
    return UUID(bytes=head) if head else None


def csrf_token(login_id: UUID, *, key_id: str | None = None) -> str:
    """What pages must repeat in `X-CSRF-Token`: bound to the login, readable by our pages only.

    It goes out together with a refresh token, under the same key of the platform (`key_id`).
    """
    return derive_secret("identity/csrf", login_id.bytes, length=LONG_MARK_BYTES, key_id=key_id)


def require_csrf(token: RefreshToken, given: str) -> None:
    """CrossSite unless it is the CSRF token that went out with this refresh token."""
    if not constant_time_equal(given, csrf_token(token.login_id, key_id=token.key_id)):
        raise CrossSite
