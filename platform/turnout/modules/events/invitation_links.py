"""The secret in the link of an invitation: it names the invitation and proves itself.

Derived from a key of the platform for one event, address and sending, so that the same mail can be
made again; the database holds its hash only.
"""

from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.security.capability_links import LONG_MARK_BYTES, derive_secret, head_of
from turnout.kernel.security.crypto import hash_token

PURPOSE: Final = "events.invitation"


def derive(event_id: UUID, invitation_id: UUID, *, serial: int, key_id: str) -> str:
    """The secret of a sending; NotGenuine when its master key is gone."""
    body = event_id.bytes + invitation_id.bytes + serial.to_bytes(8)
    return derive_secret(
        PURPOSE, body, head=invitation_id.bytes, length=LONG_MARK_BYTES, key_id=key_id
    )


def derive_with_hash(event_id: UUID, invitation_id: UUID, *, serial: int) -> tuple[str, bytes]:
    """The id of the current key, and the hash to store."""
    key_id = runtime.current().keys.current
    secret = derive(event_id, invitation_id, serial=serial, key_id=key_id)
    return key_id, hash_token(secret)


def invitation_of(secret: str) -> UUID | None:
    """Which invitation a secret names, proving nothing yet; None for a text of another shape."""
    head = head_of(secret, 16, length=LONG_MARK_BYTES)
    return UUID(bytes=head) if head else None
