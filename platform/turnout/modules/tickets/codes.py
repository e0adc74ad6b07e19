"""The signed ticket code that stands in the QR: made by us, checked by a gate without asking us.

    v1.<kid>.<payload>.<signature>

`kid` is the first four bytes of the public key's SHA-256, `payload` is event id, ticket id and
nonce (16 + 16 + 8 bytes), the signature is Ed25519 over everything before the last dot. All three
are URL-safe base64 without padding, so a code is 151 characters: a version 8 QR at level M.
A code has exactly one spelling; any other text that decodes to the same bytes is malformed.
"""

import base64
import hashlib
import re
import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import ClassVar, Final, Self
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from turnout.kernel.ids import CROCKFORD, READ_AS
from turnout.kernel.typed_text import plain_code

VERSION = "v1"
NONCE_BYTES = 8
KEY_ID_BYTES = 4
CODE_LENGTH = 151

_SHAPE = re.compile(r"v1\.([\w-]{6})\.([\w-]{54})\.([\w-]{86})", re.ASCII)


class CodeRefused(Exception):
    """Why a code does not count; `reason` is the verdict a gate shows."""

    reason: ClassVar[str]


class Malformed(CodeRefused):
    """Not a ticket code at all, or a second spelling of one."""

    reason = "malformed"


class UnknownKey(CodeRefused):
    """Signed with a key that was not among those given; says nothing about the signature."""

    reason = "unknown_key"

    def __init__(self, key_id: str) -> None:
        super().__init__(key_id)
        self.key_id = key_id


class Forged(CodeRefused):
    """Names one of our keys and is not signed by it."""

    reason = "forged"


class WrongEvent(CodeRefused):
    """Genuine, for another event than the one at this door."""

    reason = "wrong_event"

    def __init__(self, claims: "Claims") -> None:
        super().__init__(str(claims.event_id))
        self.claims = claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a code says. A ticket whose nonce has been rotated since is void on paper."""

    event_id: UUID
    ticket_id: UUID
    nonce: bytes

    def to_bytes(self) -> bytes:
        if len(self.nonce) != NONCE_BYTES:
            raise ValueError(f"a nonce has {NONCE_BYTES} bytes, not {len(self.nonce)}")
        return self.event_id.bytes + self.ticket_id.bytes + self.nonce

    @classmethod
    def from_bytes(cls, payload: bytes) -> Self:
        return cls(
            event_id=UUID(bytes=payload[:16]),
            ticket_id=UUID(bytes=payload[16:32]),
            nonce=payload[32:],
        )


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An event's private key with its id, ready to sign."""

    id: str
    private: Ed25519PrivateKey

    @classmethod
    def generate(cls) -> Self:
        return cls._of(Ed25519PrivateKey.generate())

    @classmethod
    def from_bytes(cls, private: bytes) -> Self:
        """From the 32 raw bytes that `private_bytes` gave; ValueError for any other length."""
        return cls._of(Ed25519PrivateKey.from_private_bytes(private))

    @classmethod
    def _of(cls, private: Ed25519PrivateKey) -> Self:
        return cls(key_id(private.public_key().public_bytes_raw()), private)

    @property
    def private_bytes(self) -> bytes:
        return self.private.private_bytes_raw()

    @property
    def public_bytes(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """The id that codes carry for this public key. Unique within an organization, not beyond."""
    return _encode(hashlib.sha256(public).digest()[:KEY_ID_BYTES])


def load_public_key(public: bytes) -> Ed25519PublicKey:
    """Parse the 32 raw bytes once and keep the result; ValueError for any other length."""
    return Ed25519PublicKey.from_public_bytes(public)


def sign(key: SigningKey, claims: Claims) -> str:
    """The code of one ticket. Same key and claims, same code: it can be drawn again any time."""
    signed = f"{VERSION}.{key.id}.{_encode(claims.to_bytes())}"
    return f"{signed}.{_encode(key.private.sign(signed.encode()))}"


def verify(
    public_keys: Mapping[str, Ed25519PublicKey], text: str, *, event_id: UUID | None
) -> Claims:
    """The claims of a genuine code for this event; else the first CodeRefused that applies.

    The order is Malformed, UnknownKey, Forged, WrongEvent: nothing in the payload is believed
    before the signature is. `event_id=None` leaves the event to the caller.
    """
    shape = _SHAPE.fullmatch(text) if len(text) == CODE_LENGTH else None
    if shape is None:
        raise Malformed
    kid, payload, signature = shape.groups()
    _decode(kid)
    claimed, proof = _decode(payload), _decode(signature)
    public = public_keys.get(kid)
    if public is None:
        raise UnknownKey(kid)
    try:
        public.verify(proof, text[: shape.end(2)].encode())
    except InvalidSignature:
        raise Forged from None
    claims = Claims.from_bytes(claimed)
    if event_id is not None and claims.event_id != event_id:
        raise WrongEvent(claims)
    return claims


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    """Refuse what would not be spelled this way by us: the last character has spare bits."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _encode(raw) != text:
        raise Malformed
    return raw


SHORT_CODE_BYTES: Final = 5
SHORT_CODE_LETTERS: Final = 8
BARCODE_DIGITS: Final = 20
_BARCODE: Final = re.compile(rf"\d{{{BARCODE_DIGITS}}}", re.ASCII)


def short_code(nonce: bytes) -> str:
    """`4F7K-9Q2M`: 40 bits that a person can read out when the QR cannot be scanned.

    Good only at a gate, inside one event, from a signed-in scanner; never a credential.
    """
    number = int.from_bytes(nonce[:SHORT_CODE_BYTES], "big")
    letters = [CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def barcode_number(nonce: bytes) -> str:
    """The whole nonce in twenty digits: what Code 128 holds, which has no room for a signed code.

    64 bits of chance that only the ticket has. Nothing is signed: a gate looks it up, with a
    connection at the server, and without one by the hash in the list that it downloaded.
    """
    return f"{int.from_bytes(nonce, 'big'):0{BARCODE_DIGITS}}"


def nonces_of(text: str) -> tuple[bytes, bytes] | None:
    """The first and last nonce that a short code or a barcode number can stand for; else None.

    Case, blanks and hyphens of a short code do not matter, and I, L, O are read as the digits they
    resemble. A barcode number stands for one nonce and has one spelling.
    """
    if _BARCODE.fullmatch(text):
        number = int(text)
        exact = number.to_bytes(NONCE_BYTES, "big") if number < 1 << 8 * NONCE_BYTES else None
        return None if exact is None else (exact, exact)
    letters = plain_code(text).translate(READ_AS)
    if len(letters) != SHORT_CODE_LETTERS or any(each not in CROCKFORD for each in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | CROCKFORD.index(letter)
    head, rest = number.to_bytes(SHORT_CODE_BYTES, "big"), NONCE_BYTES - SHORT_CODE_BYTES
    return head + bytes(rest), head + b"\xff" * rest


PUBLIC_SECONDS: Final = 60.0
WINDOW_SECONDS: Final = 2.0
MOST_QUESTIONS: Final = 10
"""Codes with an unknown key ask the database at most so often in a window: a new event's key is
found at once, and guessing stays cheap for us."""
MOST: Final = 512


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public keys of one organization by key id, as they were `read_at`."""

    keys: Mapping[str, Ed25519PublicKey]
    read_at: float

    def is_stale(self) -> bool:
        return monotonic() - self.read_at >= PUBLIC_SECONDS


@dataclass(slots=True)
class KeyCache:
    """Keys by organization and event, least recently used first; public keys only ever join."""

    _public: OrderedDict[UUID, PublicKeys] = field(default_factory=OrderedDict)
    _signing: OrderedDict[tuple[UUID, UUID], SigningKey] = field(default_factory=OrderedDict)
    _asked: OrderedDict[UUID, deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def public(self, organization_id: UUID) -> PublicKeys | None:
        with self._lock:
            found = self._public.get(organization_id)
        return None if found is None or found.is_stale() else found

    def put_public(self, organization_id: UUID, raw: Mapping[str, bytes]) -> PublicKeys:
        keys = PublicKeys({kid: load_public_key(key) for kid, key in raw.items()}, monotonic())
        with self._lock:
            self._public[organization_id] = keys
            self._public.move_to_end(organization_id)
            if len(self._public) > MOST:
                self._public.popitem(last=False)
        return keys

    def may_ask(self, organization_id: UUID) -> bool:
        """Whether an unknown key id is worth a question now; counts it if so."""
        now = monotonic()
        with self._lock:
            asked = self._asked.setdefault(organization_id, deque(maxlen=MOST_QUESTIONS))
            if len(asked) == MOST_QUESTIONS and now - asked[0] < WINDOW_SECONDS:
                return False
            asked.append(now)
            if len(self._asked) > MOST:
                self._asked.popitem(last=False)
        return True

    def signing(self, organization_id: UUID, event_id: UUID) -> SigningKey | None:
        with self._lock:
            return self._signing.get((organization_id, event_id))

    def put_signing(self, organization_id: UUID, event_id: UUID, key: SigningKey) -> None:
        with self._lock:
            self._signing[organization_id, event_id] = key
            if len(self._signing) > MOST:
                self._signing.popitem(last=False)
