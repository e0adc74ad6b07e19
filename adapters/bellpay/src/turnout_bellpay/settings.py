"""What an organization fills in to connect Bellpay."""

import re

from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address

API_KEY = re.compile(r"bell_(test|live)_([a-z0-9-]{1,60})")


class Settings(AdapterSettings):
    """The key of one account; `bell_test_demo` opens the test account `demo`."""

    api_base: str = fixed_address("https://api.bellpay.example")
    api_key: SecretStr = Field(title="API key")

    @field_validator("api_key")
    @classmethod
    def _names_an_account(cls, value: SecretStr) -> SecretStr:
        if not API_KEY.fullmatch(value.get_secret_value()):
            raise ValueError("a key looks like bell_test_<account> or bell_live_<account>")
        return value

    @property
    def is_live(self) -> bool:
        return self.api_key.get_secret_value().startswith("bell_live_")
