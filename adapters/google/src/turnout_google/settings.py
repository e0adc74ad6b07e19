"""What an organization fills in: its issuer, and the service account that acts for it."""

import json
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address

WALLET: Final = "https://walletobjects.googleapis.com"
TOKENS: Final = "https://oauth2.googleapis.com/token"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAccount:
    """The parts of a service account's key file that are needed."""

    email: str
    key_id: str
    private_key: str = field(repr=False)


class Settings(AdapterSettings):
    issuer_id: str = Field(title="Issuer ID", pattern=r"^[0-9]{10,30}$")
    service_account: SecretStr = Field(
        title="Key file of the service account (JSON)",
        max_length=20_000,
        json_schema_extra={"x-many-lines": True},
    )
    api_base: str = fixed_address(WALLET)

    @field_validator("service_account")
    @classmethod
    def _is_key_file(cls, value: SecretStr) -> SecretStr:
        read_account(value.get_secret_value())
        return value

    @property
    def account(self) -> ServiceAccount:
        return read_account(self.service_account.get_secret_value())

    @property
    def token_url(self) -> str:
        """Say where tokens are exchanged: never where a key file says, but where Google does."""
        return TOKENS if self.api_base == WALLET else f"{self.api_base.rstrip('/')}/token"


def read_account(text: str) -> ServiceAccount:
    """Read a key file; ValueError without a word of it."""
    try:
        content = json.loads(text)
        found = ServiceAccount(
            email=content["client_email"],
            key_id=content["private_key_id"],
            private_key=content["private_key"],
        )
        key = load_pem_private_key(found.private_key.encode(), None)
        is_right = isinstance(key, RSAPrivateKey) and content["type"] == "service_account"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_right = False
    if not is_right:
        raise ValueError("this is no key file of a service account")
    return found
