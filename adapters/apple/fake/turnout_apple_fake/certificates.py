"""A fake of Apple's authority: root, WWDR intermediate, and pass certificates in Apple's form."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

START = datetime(2020, 1, 1, tzinfo=UTC)
END = datetime(2100, 1, 1, tzinfo=UTC)
TEAM = "TEAM123456"


@cache
def _key(_which: str) -> rsa.RSAPrivateKey:
    """Make each key once: it is the slow part, and a test cares for no other."""
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True, kw_only=True)
class PassCertificate:
    """What an organization downloads from Apple, as PEM."""

    certificate: str
    private_key: str = field(repr=False)
    intermediate: str
    root: str
    pass_type: str
    team: str = TEAM
    ends: datetime = END

    def settings(self) -> dict[str, object]:
        return {
            "certificate": self.certificate,
            "private_key": self.private_key,
            "intermediate": self.intermediate,
        }


class Authority:
    """Apple's root and intermediate, which issue pass certificates and the push service's own."""

    def __init__(self) -> None:
        self._root = _issue("Fake Apple Root CA", "root", is_authority=True)
        self._wwdr = _issue(
            "Fake Apple Worldwide Developer Relations Certification Authority",
            "wwdr",
            issuer=self._root,
            issuer_key="root",
            is_authority=True,
        )

    @property
    def root(self) -> str:
        return _pem(self._root)

    def pass_certificate(
        self,
        pass_type: str = "pass.example.tickets",  # noqa: S107 - no password
        *,
        ends: datetime = END,
        passphrase: str = "",
    ) -> PassCertificate:
        named = [
            x509.NameAttribute(NameOID.USER_ID, pass_type),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, TEAM),
        ]
        signer = _issue(
            f"Pass Type ID: {pass_type}",
            "pass",
            issuer=self._wwdr,
            issuer_key="wwdr",
            more=named,
            ends=ends,
        )
        sealing = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        key = _key("pass").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing)
        return PassCertificate(
            certificate=_pem(signer),
            private_key=key.decode(),
            intermediate=_pem(self._wwdr),
            root=self.root,
            pass_type=pass_type,
            ends=ends,
        )

    def server_certificate(self) -> str:
        """Certificate and key of the push service on this machine, one PEM after the other."""
        made = _issue("127.0.0.1", "server", issuer=self._root, issuer_key="root", is_server=True)
        key = _key("server").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return _pem(made) + key.decode()


def _issue(
    name: str,
    key: str,
    *,
    issuer: x509.Certificate | None = None,
    issuer_key: str = "",
    more: list[x509.NameAttribute[str]] | None = None,
    ends: datetime = END,
    is_authority: bool = False,
    is_server: bool = False,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64]), *(more or [])])
    public = _key(key).public_key()
    issuer_public = _key(issuer_key or key).public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(START, ends - timedelta(days=365)))
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_public), critical=False
        )
    )
    if is_server:
        names = [x509.IPAddress(IPv4Address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(usage, critical=False)
    if is_authority:
        builder = builder.add_extension(
            x509.KeyUsage(
                digital_signature=True, key_cert_sign=True, crl_sign=True,
                content_commitment=False, key_encipherment=False, data_encipherment=False,
                key_agreement=False, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )  # fmt: skip
    return builder.sign(_key(issuer_key or key), SHA256())


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()
