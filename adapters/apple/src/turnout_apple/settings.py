"""What an organization fills in to sign passes: its certificate, key and Apple's intermediate."""

from typing import Any, Final, Self

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID
from pydantic import Field, SecretStr, field_validator, model_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address
from turnout_sdk.private_keys import load_private_key

PUSH: Final = "https://api.push.apple.com"
MANY_LINES: Final[dict[str, Any]] = {"x-many-lines": True}


class Settings(AdapterSettings):
    """Texts are PEM. Pass type and team are read from the certificate."""

    certificate: str = Field(
        title="Pass Type ID certificate (PEM)", max_length=20_000, json_schema_extra=MANY_LINES
    )
    private_key: SecretStr = Field(
        title="Its private key (PEM)", max_length=20_000, json_schema_extra=MANY_LINES
    )
    passphrase: SecretStr | None = Field(default=None, title="Passphrase of the key")
    intermediate: str = Field(
        title="Apple's WWDR intermediate certificate (PEM)",
        max_length=20_000,
        json_schema_extra=MANY_LINES,
    )
    api_base: str = fixed_address(PUSH)
    api_authority: str = Field(
        default="",
        title="Authority of the address (PEM)",
        json_schema_extra={"x-fixed-in-production": True, **MANY_LINES},
    )

    @field_validator("certificate", "intermediate")
    @classmethod
    def _is_certificate(cls, value: str) -> str:
        try:
            x509.load_pem_x509_certificate(value.encode())
        except ValueError:
            raise ValueError("this is no certificate in PEM form") from None
        return value

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        key, signer = self.key(), self.signer
        if key.public_key() != signer.public_key():
            raise ValueError("the private key is not that of the certificate")
        if not (self.pass_type and self.team):
            raise ValueError("the certificate is not one for passes: it names no pass type or team")
        try:
            signer.verify_directly_issued_by(self.issuer)
        except (ValueError, TypeError, InvalidSignature):
            raise ValueError("the intermediate did not issue the certificate") from None
        return self

    def key(self) -> RSAPrivateKey:
        """Read the private key; ValueError without a word of it."""
        word = self.passphrase.get_secret_value().encode() if self.passphrase else None
        try:
            key = load_private_key(self.private_key.get_secret_value().encode(), word)
        except (ValueError, TypeError):
            said = "the private key cannot be read: look at its form and its passphrase"
            raise ValueError(said) from None
        if not isinstance(key, RSAPrivateKey):
            raise ValueError("the private key is no RSA key")  # noqa: TRY004 - said to a person
        return key

    @property
    def signer(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate.encode())

    @property
    def issuer(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.intermediate.encode())

    @property
    def pass_type(self) -> str:
        """The pass type identifier, `pass.com.example.tickets`."""
        return _name(self.signer, NameOID.USER_ID)

    @property
    def team(self) -> str:
        return _name(self.signer, NameOID.ORGANIZATIONAL_UNIT_NAME)


def _name(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
