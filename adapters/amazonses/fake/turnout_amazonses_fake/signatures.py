"""The key with which the fake's topics sign, and its certificate; made anew at every start."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

EXPONENT, BITS = 65_537, 2_048
BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
LASTS = timedelta(days=36_500)


class SigningKey:
    def __init__(self) -> None:
        self.key = rsa.generate_private_key(EXPONENT, BITS)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(BEGINS)
            .not_valid_after(BEGINS + LASTS)
            .sign(self.key, hashes.SHA256())
            .public_bytes(Encoding.PEM)
        )
