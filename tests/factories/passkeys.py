"""A software authenticator: what a phone or a security key answers to the options of the platform.

It keeps its keys itself (discoverable) and signs with ES256, as most authenticators do. What it
says can be bent, to see that it is refused then.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.factories.people import MadeUser, person_context
from turnout.kernel import clock
from turnout.modules.passkeys import api as passkeys

ORIGIN = "http://turnout.test"
HOST = "turnout.test"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(slots=True)
class SoftwareKey:
    """One passkey, with the count of its uses."""

    host: str
    user_handle: bytes
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    count: int = 0

    def cose(self) -> bytes:
        numbers = self.secret.public_key().public_numbers()
        raw = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        return cbor2.dumps({1: 2, 3: -7, -1: 1, **raw})


@dataclass(slots=True)
class SoftwareAuthenticator:
    """What makes passkeys and uses them, for pages at `origin`."""

    origin: str = ORIGIN
    verifies: bool = True
    """Whether it checks who holds it: a finger, a face, a PIN."""
    keys: list[SoftwareKey] = field(default_factory=list)
    next_id: bytes = b""
    """What the next key is called, if not by chance."""

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """`navigator.credentials.create()`, as JSON."""
        key = SoftwareKey(options["rp"]["id"], bytes_of(options["user"]["id"]))
        key.id = self.next_id or key.id
        self.keys.append(key)
        attested = bytes(16) + len(key.id).to_bytes(2, "big") + key.id + key.cose()
        data = self._data(key, ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": text_of(self._client("webauthn.create", options)),
            "attestationObject": text_of(attestation),
        }
        return _credential(key, response)

    def use(
        self, options: dict[str, Any], *, key: SoftwareKey | None = None, step: int = 1
    ) -> dict[str, Any]:
        """`navigator.credentials.get()`, as JSON; the newest key unless another is named."""
        key = key or self.keys[-1]
        key.count += step
        data, client = self._data(key), self._client("webauthn.get", options)
        signed = data + hashlib.sha256(client).digest()
        response = {
            "clientDataJSON": text_of(client),
            "authenticatorData": text_of(data),
            "signature": text_of(key.secret.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": text_of(key.user_handle),
        }
        return _credential(key, response)

    def _data(self, key: SoftwareKey, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        host = hashlib.sha256(key.host.encode()).digest()
        return host + bytes([flags]) + key.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()


def _credential(key: SoftwareKey, response: dict[str, str]) -> dict[str, Any]:
    name = text_of(key.id)
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {},
        "authenticatorAttachment": "platform",
    }


def make_passkey(user: MadeUser, *, name: str = "Phone") -> SoftwareAuthenticator:
    """An authenticator with a passkey of this person's."""
    ctx = replace(person_context(user), confirmed_at=clock.now())
    made, browser = SoftwareAuthenticator(), secrets.token_urlsafe(32)
    options = passkeys.begin_passkey(ctx, browser=browser).public_key
    new = passkeys.NewPasskey(name=name, credential=made.make(options))
    passkeys.add_passkey(ctx, new, browser=browser)
    return made
