"""Webhook certificates of the fake, under an authority of its own.

The authority's key follows from a constant, so that whoever connects to a running fake knows it
without asking; it is worth nothing outside of tests. The signing key is drawn once per folder.
"""

import base64
import secrets
import uuid
import zlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ALGORITHM = "SHA256withRSA"
NAME = "messageverificationcerts.paypal.com"
PATH = "/v1/notifications/certs/"
_ROOT, _LINK = "Fake of PayPal, authority for tests", "Fake of PayPal, between for tests"


@cache
def _key(which: int) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(0x7475726E6F7574 + which, ec.SECP256R1())


@cache
def authority() -> str:
    """Return the authority's certificate as PEM; to be trusted in tests only."""
    root = _made_authority(_ROOT, _key(0), issuer=_ROOT, issuer_key=_key(0), path_length=1)
    return root.public_bytes(serialization.Encoding.PEM).decode()


@cache
def _between() -> str:
    """The certificate that links the signing one with the authority; PayPal serves both."""
    made = _made_authority(_LINK, _key(1), issuer=_ROOT, issuer_key=_key(0), path_length=0)
    return made.public_bytes(serialization.Encoding.PEM).decode()


def _made_authority(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    *,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    path_length: int,
) -> x509.Certificate:
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(path_length + 1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_signed_by(issuer_key), critical=False)
    )
    # The same to the byte in every process: settings that name it do not change by themselves.
    return made.sign(issuer_key, hashes.SHA256(), ecdsa_deterministic=True)


def issue(
    public_key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
    *,
    name: str = NAME,
    since: datetime = datetime(2020, 1, 2, tzinfo=UTC),
    until: datetime = datetime(2119, 1, 1, tzinfo=UTC),
    issuer_key: ec.EllipticCurvePrivateKey | None = None,
) -> str:
    """Make out a certificate as PEM, followed by the one between it and the authority.

    The options are for tests of what must not be trusted.
    """
    key = issuer_key or _key(1)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(_LINK))
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_signed_by(key), critical=False)
    )
    signed = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    return signed.decode() + _between()


class Signer:
    """Signs deliveries; its key and certificate stay in the folder from one start to the next."""

    def __init__(self, folder: Path, address: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._address = address
        self._key = _kept_key(folder / "webhook-key.pem")
        self.certificate = issue(self._key.public_key())
        fingerprint = zlib.crc32(
            self._key.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )
        self.path = f"{PATH}CERT-360caa42-fca2a594-{fingerprint:08x}"

    def headers(self, body: bytes, webhook_id: str, at: datetime) -> dict[str, str]:
        """Sign a delivery for one webhook at that time."""
        transmission = str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
        time = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        signed = f"{transmission}|{time}|{webhook_id}|{zlib.crc32(body)}".encode()
        signature = self._key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        return {
            "PAYPAL-TRANSMISSION-ID": transmission,
            "PAYPAL-TRANSMISSION-TIME": time,
            "PAYPAL-TRANSMISSION-SIG": base64.b64encode(signature).decode(),
            "PAYPAL-CERT-URL": f"{self._address}{self.path}",
            "PAYPAL-AUTH-ALGO": ALGORITHM,
        }


def _kept_key(file: Path) -> rsa.RSAPrivateKey:
    if file.exists():
        # It is the one written below: to try its primes again takes longer than a test.
        kept = serialization.load_pem_private_key(
            file.read_bytes(), password=None, unsafe_skip_rsa_key_validation=True
        )
        if isinstance(kept, rsa.RSAPrivateKey):
            return kept
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.touch(mode=0o600)
    file.write_bytes(pem)
    return key


def _signed_by(key: ec.EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=not signs_certificates,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
