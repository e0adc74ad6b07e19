"""Secrets: sealed at rest under rotating master keys, minted, signed and compared."""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + 16
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TOKEN_LETTERS = 27  # 160 bits
CHECK_LETTERS = 6
KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class NotGenuine(ValueError):
    """What was handed in was not made by us, or not for this place."""


class Lapsed(NotGenuine):
    """Genuine, but its time is over."""


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The parts of `version | length of key id | key id | wrapped data key | nonce | text`."""

    key_id: str
    wrapped: bytes
    body: bytes

    @classmethod
    def read(cls, raw: bytes) -> "_Sealed":
        if len(raw) < 2 or raw[0] != VERSION:  # noqa: PLR2004  the two bytes of the head
            raise NotGenuine("not a sealed value")
        start = 2 + raw[1]
        end = start + WRAPPED_BYTES
        if len(raw) < end + NONCE_BYTES + 16:
            raise NotGenuine("a sealed value was cut short")
        return cls(raw[2:start].decode("ascii", "replace"), raw[start:end], raw[end:])

    def write(self) -> bytes:
        key_id = self.key_id.encode()
        return bytes((VERSION, len(key_id))) + key_id + self.wrapped + self.body


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The master keys of the platform: the current one seals and signs, every one opens.

    No master key is used as it stands; each use has its own key derived from it (HKDF-SHA256).
    """

    current: str
    _keys: Mapping[str, bytes] = field(repr=False)
    _derived: dict[tuple[str, str], bytes] = field(
        default_factory=dict, repr=False, compare=False, init=False
    )

    @classmethod
    def from_text(cls, text: str) -> "KeyRing":
        """Read `id:base64-of-32-bytes` entries, comma separated; ValueError says which is wrong."""
        keys: dict[str, bytes] = {}
        for entry in filter(None, (part.strip() for part in text.split(","))):
            key_id, _, encoded = entry.partition(":")
            if not KEY_ID.fullmatch(key_id) or key_id in keys:
                raise ValueError(f"master key id {key_id[:32]!r} is malformed or given twice")
            keys[key_id] = _decode_key(key_id, encoded)
        if not keys:
            raise ValueError("no master key: set TURNOUT_MASTER_KEYS to id:base64-of-32-bytes")
        return cls(next(iter(keys)), keys)

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The current key first."""
        return tuple(self._keys)

    def seal(self, plaintext: bytes, *, organization_id: UUID | None, field: str) -> bytes:
        """Encrypt for one field of one organization (None: the platform's own).

        AES-256-GCM under a fresh data key, which the current master key wraps. The result
        opens only with the same organization and field, so it cannot be moved to another row.
        """
        bound = _bound(organization_id, field)
        data_key = AESGCM.generate_key(bit_length=KEY_BYTES * 8)
        wrapped = _encrypt(self.derive("wrap"), data_key, bound)
        return _Sealed(self.current, wrapped, _encrypt(data_key, plaintext, bound)).write()

    def open(self, sealed: bytes, *, organization_id: UUID | None, field: str) -> bytes:
        """The plaintext; NotGenuine for a changed value, another place or an unknown key."""
        parts = _Sealed.read(sealed)
        bound = _bound(organization_id, field)
        return _decrypt(self._unwrap(parts, bound), parts.body, bound)

    def needs_rotation(self, sealed: bytes) -> bool:
        """Whether an older master key than the current one wraps this value."""
        return _Sealed.read(sealed).key_id != self.current

    def rotate(self, sealed: bytes, *, organization_id: UUID | None, field: str) -> bytes:
        """The same value wrapped by the current master key; the text itself is not touched."""
        parts = _Sealed.read(sealed)
        bound = _bound(organization_id, field)
        data_key = self._unwrap(parts, bound)
        return _Sealed(
            self.current, _encrypt(self.derive("wrap"), data_key, bound), parts.body
        ).write()

    def derive(self, purpose: str, *, key_id: str | None = None) -> bytes:
        """32 bytes for one purpose.

        They change with the current master key: what must outlive a rotation stores the key id
        (`current`) beside it and names it here, or tries the keys of all `key_ids`.
        """
        name = (key_id or self.current, purpose)
        if name not in self._derived:
            master = self._keys.get(name[0])
            if master is None:
                raise NotGenuine(f"no master key {key_id!r}")
            info = b"turnout/" + purpose.encode()
            made = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info)
            self._derived[name] = made.derive(master)
        return self._derived[name]

    def sign(self, purpose: str, payload: bytes, *, expires_at: datetime) -> str:
        """A URL-safe text that carries the payload in the clear and proves that we made it."""
        head = f"{self.current}.{int(expires_at.timestamp())}.{_base64(payload)}"
        return f"{head}.{_base64(self._mark(purpose, head, self.current))}"

    def unsign(self, purpose: str, text: str, *, now: datetime) -> bytes:
        """The payload of a signed text.

        NotGenuine when altered or for another purpose, Lapsed from its `expires_at` on.
        """
        head, _, mark = text.rpartition(".")
        parts = head.split(".")
        if not text.isascii() or len(parts) != 3 or parts[0] not in self._keys:  # noqa: PLR2004  key, expiry, payload
            raise NotGenuine("not a signed text")
        expected = _base64(self._mark(purpose, head, parts[0]))
        if not constant_time_equal(mark, expected):
            raise NotGenuine("the signature does not match")
        if int(parts[1]) <= now.timestamp():
            raise Lapsed("the signed text has lapsed")
        return base64.urlsafe_b64decode(parts[2] + "=" * (-len(parts[2]) % 4))

    def _mark(self, purpose: str, head: str, key_id: str) -> bytes:
        key = self.derive(f"sign/{purpose}", key_id=key_id)
        return hmac.digest(key, head.encode(), "sha256")

    def _unwrap(self, parts: _Sealed, bound: bytes) -> bytes:
        return _decrypt(self.derive("wrap", key_id=parts.key_id), parts.wrapped, bound)


def new_master_key(key_id: str) -> str:
    """A fresh entry for TURNOUT_MASTER_KEYS."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def token(prefix: str) -> str:
    """A secret of 160 bits: `prefix_` + 27 letters + 6 check letters, known by sight to scanners.

    Show it once and keep only `hash_token` of it.
    """
    body = "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LETTERS))
    return f"{prefix}_{body}{_check(prefix, body)}"


def is_token(text: str, prefix: str) -> bool:
    """Whether a text has the shape and checksum of our tokens; proves no right, saves a look-up."""
    head, _, rest = text.rpartition("_")
    body, check = rest[:TOKEN_LETTERS], rest[TOKEN_LETTERS:]
    is_shaped = head == prefix and len(body) == TOKEN_LETTERS and rest.isascii()
    return is_shaped and constant_time_equal(check, _check(prefix, body))


def hash_token(text: str) -> bytes:
    """What is stored of a token. SHA-256 without salt, which 160 random bits do not need."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def constant_time_equal(left: str | bytes, right: str | bytes) -> bool:
    """Compare without telling by time where they differ; text of any script is allowed."""
    return hmac.compare_digest(_raw(left), _raw(right))


def _raw(value: str | bytes) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def _check(prefix: str, body: str) -> str:
    number = zlib.crc32(f"{prefix}_{body}".encode())
    letters = ""
    for _ in range(CHECK_LETTERS):
        number, remainder = divmod(number, len(LETTERS))
        letters = LETTERS[remainder] + letters
    return letters


def _bound(organization_id: UUID | None, field: str) -> bytes:
    owner = organization_id.bytes if organization_id else b"platform"
    return bytes((VERSION, len(owner))) + owner + field.encode()


def _encrypt(key: bytes, text: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text, bound)


def _decrypt(key: bytes, raw: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound)
    except InvalidTag:
        raise NotGenuine("a sealed value was changed, or belongs elsewhere") from None


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode_key(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(f"master key {key_id!r} is not {KEY_BYTES} bytes in base64")
    return key
