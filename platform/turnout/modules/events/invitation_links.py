"""The secret in the link of an invitation: it names the invitation and proves itself.

Derived from a key of the platform for one event, address and sending, so that the same mail can be
made again; the database holds its hash only.
"""

import base64
import binascii
import hmac
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.security.crypto import constant_time_equal, hash_token

PURPOSE: Final = "events.invitation"
MARK_BYTES: Final = 24
WHOLE_BYTES: Final = 16 + MARK_BYTES
LETTERS: Final = 54


def derive(event_id: UUID, invitation_id: UUID, *, serial: int, key_id: str) -> str:
    """The secret of a sending; NotGenuine when its master key is gone."""
    key = runtime.current().keys.derive(PURPOSE, key_id=key_id)
    body = event_id.bytes + invitation_id.bytes + serial.to_bytes(8)
    mark = hmac.digest(key, body, "sha256")[:MARK_BYTES]
    return base64.urlsafe_b64encode(invitation_id.bytes + mark).rstrip(b"=").decode()


def derive_with_hash(event_id: UUID, invitation_id: UUID, *, serial: int) -> tuple[str, bytes]:
    """The id of the current key, and the hash to store."""
    key_id = runtime.current().keys.current
    secret = derive(event_id, invitation_id, serial=serial, key_id=key_id)
    return key_id, hash_token(secret)


def invitation_of(secret: str) -> UUID | None:
    """Which invitation a secret names, proving nothing yet; None for a text of another shape."""
    if len(secret) != LETTERS or not secret.isascii():
        return None
    try:
        raw = base64.b64decode(secret + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=raw[:16]) if len(raw) == WHOLE_BYTES else None


def is_genuine(secret: str, secret_hash: bytes) -> bool:
    return constant_time_equal(hash_token(secret), secret_hash)
