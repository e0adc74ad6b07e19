"""Keys of DKIM (RFC 6376): made, kept sealed, and mails signed by them."""

import base64
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import dkim
import msgspec
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from turnout.kernel import codec, runtime

FIELD: Final = "sending_domains.keys"
BITS: Final = 2048
EXPONENT: Final = 65_537
SIGNED: Final = (
    b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version",
    b"content-type", b"list-unsubscribe", b"list-unsubscribe-post", b"list-id", b"feedback-id",
)  # fmt: skip
"""RFC 8058 wants the headers for unsubscribing among them."""


def make_key() -> tuple[str, str]:
    """A private key (PEM), and the public one as it is published."""
    key = rsa.generate_private_key(public_exponent=EXPONENT, key_size=BITS)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), base64.b64encode(public).decode()


def record_of(public_key: str) -> str:
    """What is published under the key's selector."""
    return f"v=DKIM1; k=rsa; p={public_key}"


def seal_keys(organization_id: UUID, keys: Sequence[str]) -> bytes:
    return runtime.current().keys.seal(
        msgspec.json.encode(list(keys)), organization_id=organization_id, field=FIELD
    )


def open_keys(organization_id: UUID, sealed: bytes) -> list[str]:
    raw = runtime.current().keys.open(bytes(sealed), organization_id=organization_id, field=FIELD)
    return codec.decode(raw, list[str])


def sign(content: bytes, *, domain: str, selector: str, key: str) -> bytes:
    """A finished mail with its signature before it; `From` counts once more, so that none is added.

    Blanks and the case of names may change on the way (relaxed, both times).
    """
    mail = dkim.DKIM(content)
    there = {name.lower() for name, _ in mail.headers}
    headers = [each for each in SIGNED if each in there]
    signature: bytes = mail.sign(
        selector.encode(),
        domain.encode(),
        key.encode(),
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=[*headers, b"from"],
    )
    return signature + content
