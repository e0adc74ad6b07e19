"""What an organization fills in: its issuer, and the service account that acts for it."""

from typing import Final

from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address
from turnout_sdk.google import TOKENS, ServiceAccount, read_account

WALLET: Final = "https://walletobjects.googleapis.com"


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
