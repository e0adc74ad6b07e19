"""The secret in an invitation's mail: it names organization and invitation, and proves itself.

Derived from a key of the platform, so that the same mail can be made again; the database holds
its hash only. Sending an invitation again raises the serial, and older links stop working.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.security.crypto import constant_time_equal, hash_token

MARK_BYTES: Final = 24
WHOLE_BYTES: Final = 32 + MARK_BYTES
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Address:
    """What a secret names; proves nothing yet."""

    organization_id: UUID
    invitation_id: UUID


def derive(address: Address, *, serial: int, key_id: str) -> str:
    key = runtime.current().keys.derive("organizations/invitation", key_id=key_id)
    head = address.organization_id.bytes + address.invitation_id.bytes
    mark = hmac.digest(key, head + serial.to_bytes(8), "sha256")[:MARK_BYTES]
    return base64.urlsafe_b64encode(head + mark).rstrip(b"=").decode()


def derive_with_hash(address: Address, *, serial: int) -> tuple[str, bytes]:
    """The id of the current key and the hash to store."""
    key_id = runtime.current().keys.current
    return key_id, hash_token(derive(address, serial=serial, key_id=key_id))


def address_of(secret: str) -> Address | None:
    """Where to look a secret up; None for a text of another shape."""
    if len(secret) > LONGEST or not secret.isascii():
        return None
    try:
        raw = base64.b64decode(secret + "=" * (-len(secret) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != WHOLE_BYTES:
        return None
    return Address(UUID(bytes=raw[:16]), UUID(bytes=raw[16:32]))


def is_genuine(secret: str, token_hash: bytes) -> bool:
    return constant_time_equal(hash_token(secret), token_hash)
