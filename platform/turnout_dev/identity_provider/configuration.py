"""The file that the provider reads: keys, people, clients of OpenID Connect, parties of SAML.

The server reads it again whenever it changes. Whoever starts the server registers by writing.
"""

import base64
import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from joserfc.jwk import RSAKey

from turnout_dev.stack import frontend
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import write_private

SERVER: Final = frontend.IDENTITY_PROVIDER / "server.mjs"
LASTS: Final = timedelta(days=3650)
CERTIFICATES: Final = 2
"""One that signs, and the next."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the company. `via` names the protocols that offer them; none named is both."""

    id: str
    name: str
    email: str
    groups: Sequence[str] = ()
    active: bool = True
    claims: Mapping[str, Any] = field(default_factory=dict)
    """More that OpenID Connect says of them, or other than usual."""
    via: Sequence[str] = ("openid", "saml")


@dataclass(frozen=True, kw_only=True)
class Party:
    """A service provider of SAML. The provider `signs` the `assertion` or `both`.

    Without metadata it is fetched from the entity id, where that is trusted.
    """

    entity_id: str
    metadata: str = ""
    name: str = ""
    signs: str = "both"
    is_encrypted: bool = False
    name_id: str = "persistent"

    def said(self) -> dict[str, Any]:
        return {
            "entityId": self.entity_id,
            "name": self.name or self.entity_id,
            "metadata": self.metadata,
            "signs": self.signs,
            "isEncrypted": self.is_encrypted,
            "nameId": self.name_id,
        }


class Configuration:
    """What a running provider knows; every change is written at once."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def prepare(self, issuer: str) -> None:
        """Make keys, unless the file has them already, and say at which address it serves."""
        known = self._read() if self.file.exists() else _new()
        self._write({**known, "issuer": issuer})

    @property
    def issuer(self) -> str:
        return str(self._read()["issuer"])

    def set_people(self, people: Sequence[Person]) -> None:
        self._write({**self._read(), "people": [asdict(each) for each in people]})

    def trust(self, *prefixes: str) -> None:
        """Take every party of SAML whose metadata stands at an address that begins so."""
        self._write({**self._read(), "trusts": list(prefixes)})

    def set_clients(self, clients: Sequence[Mapping[str, Any]]) -> None:
        """Register clients of OpenID Connect, in the words of its Dynamic Client Registration."""
        self._write({**self._read(), "clients": list(clients)})

    def has_client(self, client_id: str, client_secret: str) -> bool:
        known = self._read()["clients"]
        return (client_id, client_secret) in [
            (each["client_id"], each["client_secret"]) for each in known
        ]

    def set_parties(self, parties: Sequence[Party]) -> None:
        self._write({**self._read(), "parties": [each.said() for each in parties]})

    def roll_over(self, *, signs: int, published: Sequence[int]) -> None:
        """Sign by the certificate of this number, and have these in the metadata."""
        known = self._read()
        for number, each in enumerate(known["certificates"]):
            each |= {"signs": number == signs, "isPublished": number in published}
        self._write(known)

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return found

    def _write(self, known: Mapping[str, Any]) -> None:
        write_private(self.file, json.dumps(known, indent=1))


class OurAddresses(Protocol):
    """What an identity provider's set-up says is to be registered there."""

    @property
    def redirect_uri(self) -> str: ...
    @property
    def post_logout_redirect_uri(self) -> str: ...
    @property
    def backchannel_logout_uri(self) -> str: ...


def client(client_id: str, secret: str, ours: OurAddresses) -> dict[str, Any]:
    """Turnout as a client there."""
    return {
        "client_id": client_id,
        "client_secret": secret,
        "redirect_uris": [ours.redirect_uri],
        "post_logout_redirect_uris": [ours.post_logout_redirect_uri],
        "backchannel_logout_uri": ours.backchannel_logout_uri,
        "backchannel_logout_session_required": True,
    }


def command(bind: str, file: Path) -> list[str]:
    node = shutil.which("node")
    if node is None:
        raise StackError("node is missing. Install Node.js 20 or later.")
    return [node, str(SERVER), bind, str(file)]


def _new() -> dict[str, Any]:
    signing = RSAKey.generate_key(2048, {"kid": secrets.token_hex(8), "use": "sig", "alg": "RS256"})
    certificates = [new_certificate(f"Demo signing {number + 1}") for number in range(CERTIFICATES)]
    certificates[0] |= {"signs": True, "isPublished": True}
    return {
        "jwks": {"keys": [signing.as_dict(private=True)]},
        "cookieKeys": [secrets.token_hex(32)],
        "certificates": certificates,
        "people": [],
        "clients": [],
        "parties": [],
        "trusts": [],
    }


def new_certificate(name: str) -> dict[str, Any]:
    """A key with its certificate, as the configuration has them; it does not sign yet."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LASTS)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    der = made.public_bytes(serialization.Encoding.DER)
    return {
        "certificate": base64.b64encode(der).decode(),
        "key": pem.decode(),
        "signs": False,
        "isPublished": False,
    }
