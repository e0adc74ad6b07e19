"""A browser's half of Web Push, from the RFCs alone: keys, opening a note, the sender's proof.

It shares no code with the adapter, so that a mistake of one is not hidden by the same of the other.
"""

import base64
import json
from hashlib import sha256
from hmac import new as hmac
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
SALT, SIZE, TAG = 16, 5, 16
LAST_RECORD: Final = 2


class CannotRead(ValueError):
    """No browser could open this, or nobody proved to have sent it."""


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def public_point(private: bytes) -> bytes:
    """The uncompressed point of a private key of 32 bytes."""
    key = ec.derive_private_key(int.from_bytes(private, "big"), CURVE)
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def opened(body: bytes, *, private: bytes, auth: bytes) -> bytes:
    """Open one note (RFC 8291 over RFC 8188, a single record); CannotRead otherwise."""
    salt, rest = body[:SALT], body[SALT:]
    if len(rest) < SIZE:
        raise CannotRead("the header is cut short")
    record, length = int.from_bytes(rest[:4], "big"), rest[4]
    sender, sealed = rest[SIZE : SIZE + length], rest[SIZE + length :]
    if not TAG < len(sealed) <= record:
        raise CannotRead("it is not one record")
    own = ec.derive_private_key(int.from_bytes(private, "big"), CURVE)
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        shared = own.exchange(ec.ECDH(), theirs)
        info = b"WebPush: info\0" + public_point(private) + sender + b"\1"
        key = _derived(
            salt, _derived(auth, shared, info, 32), b"Content-Encoding: aes128gcm\0\1", 16
        )
        nonce = _derived(salt, _derived(auth, shared, info, 32), b"Content-Encoding: nonce\0\1", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
    except (ValueError, InvalidTag) as error:
        raise CannotRead("it was sealed for somebody else") from error
    text = plain.rstrip(b"\0")
    if not text or text[-1] != LAST_RECORD:
        raise CannotRead("the last record has no end")
    return text[:-1]


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """One step of HKDF; the counter stands at the end of `info`."""
    return hmac(hmac(salt, secret, sha256).digest(), info, sha256).digest()[:length]


def proved(header: str) -> tuple[str, dict[str, Any]]:
    """Who signed, and what (RFC 8292, section 3); CannotRead for a proof that is none."""
    scheme, _, rest = header.partition(" ")
    said = dict(each.strip().partition("=")[::2] for each in rest.split(","))
    if scheme.lower() != "vapid" or not {"t", "k"} <= set(said):
        raise CannotRead("no proof of the sender")
    try:
        head, claims, signature = said["t"].split(".")
        if json.loads(decoded(head)).get("alg") != "ES256":
            raise CannotRead("signed by another method")
        raw = decoded(signature)
        halves = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(said["k"]))
        key.verify(encode_dss_signature(*halves), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
        return said["k"], dict(json.loads(decoded(claims)))
    except (ValueError, InvalidSignature) as error:
        raise CannotRead("the proof is false") from error
