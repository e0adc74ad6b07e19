"""Secrets that are derived rather than kept: id + HMAC under a key of the platform's.

The database holds the hash only, and the same mail or answer can be made again without it: a
repeated mail carries the same link, a double-submitted refresh gets the same successor.
"""

import base64
import binascii
import hmac
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.security.crypto import constant_time_equal, hash_token

MARK_BYTES = 24
WHOLE_BYTES = 16 + MARK_BYTES
LONGEST = 100


def derive(purpose: str, row_id: UUID, *, key_id: str) -> str:
    """The secret of a row: 192 bits that only a holder of the master key can make."""
    key = runtime.current().keys.derive(f"identity/{purpose}", key_id=key_id)
    mark = hmac.digest(key, row_id.bytes, "sha256")[:MARK_BYTES]
    return base64.urlsafe_b64encode(row_id.bytes + mark).rstrip(b"=").decode()


def derive_with_hash(purpose: str, row_id: UUID) -> tuple[str, str, bytes]:
    """A new row's secret under the current key, that key's id, and the hash to store."""
    key_id = runtime.current().keys.current
    secret = derive(purpose, row_id, key_id=key_id)
    return secret, key_id, hash_token(secret)


def row_id_of(secret: str) -> UUID | None:
    """The row that a secret names; None for a text of another shape. Proves nothing yet."""
    if len(secret) > LONGEST or not secret.isascii():
        return None
    try:
        raw = base64.b64decode(secret + "=" * (-len(secret) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=raw[:16]) if len(raw) == WHOLE_BYTES else None


def is_genuine(secret: str, token_hash: bytes) -> bool:
    return constant_time_equal(hash_token(secret), token_hash)


def is_same(given: str, expected: str) -> bool:
    return constant_time_equal(given, expected)


def csrf_token(login_id: UUID, *, key_id: str | None = None) -> str:
    """What pages must repeat in `X-CSRF-Token`: bound to the login, readable by our pages only.

    It goes out together with a refresh token, under the same key of the platform (`key_id`).
    """
    key = runtime.current().keys.derive("identity/csrf", key_id=key_id)
    mark = hmac.digest(key, login_id.bytes, "sha256")[:MARK_BYTES]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()
