"""Settings of a server: where it is, whose account it is, and which key it has to show."""

from typing import Any, Final, Self

import asyncssh
from pydantic import Field, SecretStr, model_validator

from turnout_sdk.adapter import AdapterSettings

MANY_LINES: Final[dict[str, Any]] = {"x-many-lines": True}


class Settings(AdapterSettings):
    """One account at one server, and one folder there."""

    host: str = Field(title="Server", min_length=1, max_length=253)
    port: int = Field(default=22, title="Port", ge=1, le=65535)
    host_key: str | None = Field(
        default=None,
        title="Fingerprint of the server’s key",
        description="SHA256:… as its operator says. Without it, the test shows what the server"
        " shows, and nothing else is sent there.",
        pattern=r"^SHA256:[A-Za-z0-9+/]{43}$",
    )
    username: str = Field(title="User name", min_length=1, max_length=128)
    password: SecretStr | None = Field(default=None, title="Password", min_length=1)
    private_key: SecretStr | None = Field(
        default=None,
        title="Private key",
        description="Instead of a password: in the format of OpenSSH, or PEM.",
        max_length=20_000,
        json_schema_extra=MANY_LINES,
    )
    passphrase: SecretStr | None = Field(
        default=None, title="Passphrase of the key", description="Of a key in PEM (PKCS #8)."
    )
    folder: str = Field(
        default="",
        title="Folder",
        description="Made if it is not there. Without a slash before it, below the account's own.",
        pattern=r"^(/?[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$",
        max_length=200,
    )

    @model_validator(mode="after")
    def _signs_in_somehow(self) -> Self:
        if self.password is None and self.private_key is None:
            raise ValueError("a password or a private key is needed")
        try:
            self.key()
        except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError):
            says = "the private key cannot be read: PEM may have a passphrase, others none"
            raise ValueError(says) from None
        return self

    def key(self) -> asyncssh.SSHKey | None:
        """Read the private key; KeyImportError or KeyEncryptionError where it is none."""
        if self.private_key is None:
            return None
        phrase = self.passphrase.get_secret_value() if self.passphrase else None
        return asyncssh.import_private_key(self.private_key.get_secret_value(), phrase)
