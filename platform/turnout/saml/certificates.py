"""Certificates: read as people paste them, judged, and made for ourselves."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from turnout.saml.errors import SamlRefused
from turnout.saml.types import KeyPair

LEAST_RSA_BITS: Final = 2048
MOST_RSA_BITS: Final = 8192
OUR_BITS: Final = 2048
LIFETIME: Final = timedelta(days=3 * 365)
LONGEST: Final = 16_000
CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
ARMOUR: Final = re.compile(r"-----(BEGIN|END) CERTIFICATE-----")


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate that may sign: its text, until when it counts, and its SHA-256."""

    pem: str
    fingerprint: str
    starts_at: datetime
    ends_at: datetime


def read_certificate(text: str) -> Certificate:
    """A certificate as PEM, or as the bare base64 of metadata; SamlRefused where it cannot sign."""
    bare = "".join(ARMOUR.sub("", text).split())
    if not bare or len(bare) > LONGEST:
        raise SamlRefused("certificate-malformed", "it is empty or too long")
    try:
        found = x509.load_der_x509_certificate(base64.b64decode(bare, validate=True))
        key = found.public_key()
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        raise SamlRefused("certificate-malformed", "it is no X.509 certificate") from None
    _require_strong(key)
    pem = found.public_bytes(serialization.Encoding.PEM).decode()
    return Certificate(
        pem=pem,
        fingerprint=found.fingerprint(hashes.SHA256()).hex(),
        starts_at=found.not_valid_before_utc,
        ends_at=found.not_valid_after_utc,
    )


def _require_strong(key: object) -> None:
    if isinstance(key, rsa.RSAPublicKey):
        if not LEAST_RSA_BITS <= key.key_size <= MOST_RSA_BITS:
            raise SamlRefused("certificate-weak", f"its key has {key.key_size} bits")
    elif not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, CURVES):
        raise SamlRefused("certificate-weak", "its key is neither RSA nor of a common curve")


def new_key_pair(name: str, now: datetime) -> KeyPair:
    """A key of our own with a certificate that it signs itself: providers pin it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=OUR_BITS)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LIFETIME)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    return KeyPair(certificate=pem.decode(), private_key=private.decode())


def bare(pem: str) -> str:
    """The base64 of a certificate, as metadata carries it."""
    return "".join(ARMOUR.sub("", pem).split())
