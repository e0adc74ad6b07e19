"""What identifies the sender to push services: a key pair of its own, and whom they may ask."""

from typing import Final

from py_vapid import Vapid02
from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import AdapterSettings

CONTACTS: Final = ("mailto:", "https://")


class Settings(AdapterSettings):
    private_key: SecretStr = Field(title="Private key", min_length=43, max_length=43)
    """32 bytes of P-256 in base64url, as RFC 8292 calls the application server's key."""
    subject: str = Field(title="Contact", min_length=9, max_length=300)
    """An address by which the operator of a push service reaches the sender."""

    @field_validator("private_key")
    @classmethod
    def _is_a_key(cls, value: SecretStr) -> SecretStr:
        try:
            Vapid02.from_raw(value.get_secret_value().encode())
        except ValueError:
            raise ValueError("this is no private key of P-256 in base64url") from None
        return value

    @field_validator("subject")
    @classmethod
    def _is_a_contact(cls, value: str) -> str:
        if not value.startswith(CONTACTS):
            raise ValueError("write mailto: and an address, or https:// and a page")
        return value
