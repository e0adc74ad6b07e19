"""Secrets of links that let in whoever has them: derived from a key of the platform, not stored.

A secret is a head that names something in the clear, and a mark: the first bytes of an HMAC that
only a holder of the master key can make. Both stand in it as base64 without padding. The same mail
or answer can thus be made again; where a row must be able to end its link, the row holds a hash.

New secrets are made with the current master key. A link that was mailed before the key was changed
leads on while its key is in the ring (`is_derived`), or by the key's id beside the row's hash.
"""

import base64
import binascii
import hmac
from typing import Final, Protocol

from turnout.kernel import runtime
from turnout.kernel.security.crypto import constant_time_equal, hash_token

MARK_BYTES: Final = 20
"""160 bits."""
LONG_MARK_BYTES: Final = 24


def derive_mark(
    purpose: str, body: bytes, *, length: int = MARK_BYTES, key_id: str | None = None
) -> bytes:
    """The mark of a body; NotGenuine when the master key of that id is gone."""
    key = runtime.current().keys.derive(purpose, key_id=key_id)
    return hmac.digest(key, body, "sha256")[:length]


def derive_secret(
    purpose: str,
    body: bytes,
    *,
    head: bytes = b"",
    length: int = MARK_BYTES,
    key_id: str | None = None,
) -> str:
    """The head in the clear, and the mark of the body."""
    mark = derive_mark(purpose, body, length=length, key_id=key_id)
    return base64.urlsafe_b64encode(head + mark).rstrip(b"=").decode()


class Derivation(Protocol):
    """Makes a row's secret with the master key of an id; None: the current one."""

    def __call__(self, *, key_id: str | None) -> str: ...


def is_derived(secret: str, derivation: Derivation) -> bool:
    """Whether a secret was made so, with whichever master key of the ring."""
    ids = runtime.current().keys.key_ids
    return any(constant_time_equal(secret, derivation(key_id=key_id)) for key_id in ids)


def head_of(secret: str, head_bytes: int, *, length: int = MARK_BYTES) -> bytes | None:
    """What a secret names; None for a text of another shape. Proves nothing yet."""
    whole = head_bytes + length
    if len(secret) != -(-whole * 4 // 3) or not secret.isascii():
        return None
    try:
        raw = base64.b64decode(secret + "=" * (-len(secret) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    return raw[:head_bytes] if len(raw) == whole else None


def is_genuine(secret: str, secret_hash: bytes) -> bool:
    """Whether a row's hash is that of the secret."""
    return constant_time_equal(hash_token(secret), secret_hash)
