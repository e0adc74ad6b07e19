"""What an organization fills in to use the sandbox."""

import re

from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address
from turnout_sdk.fakes import address_of

PORT = 8090
"""Where the sandbox's provider serves in a development stack."""
API_KEY = re.compile(r"sk_test_([a-z0-9-]{1,40})(_[A-Za-z0-9_-]{0,80})?")


class Settings(AdapterSettings):
    """Keys of a sandbox account; `sk_test_demo` opens the account `demo`."""

    api_base: str = fixed_address(f"http://{address_of(PORT)}")
    api_key: SecretStr = Field(title="API key")
    webhook_secret: SecretStr = Field(title="Webhook secret", min_length=1)
    previous_webhook_secrets: tuple[SecretStr, ...] = Field(
        default=(), title="Webhook secrets that are being rotated out"
    )

    @field_validator("api_key")
    @classmethod
    def _names_an_account(cls, value: SecretStr) -> SecretStr:
        if not API_KEY.fullmatch(value.get_secret_value()):
            raise ValueError("an API key looks like sk_test_<account>")
        return value

    @property
    def account(self) -> str:
        found = API_KEY.fullmatch(self.api_key.get_secret_value())
        return found[1] if found else ""

    def webhook_secrets(self) -> tuple[str, ...]:
        """List every secret that a delivery may be signed with at present."""
        active = (self.webhook_secret, *self.previous_webhook_secrets)
        return tuple(secret.get_secret_value() for secret in active)
