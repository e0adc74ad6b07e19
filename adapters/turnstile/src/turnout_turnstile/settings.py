"""What an organization fills in: the two keys of its Turnstile widget."""

from typing import Final

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

PROVIDER: Final = "https://challenges.cloudflare.com"


class Settings(AdapterSettings):
    site_key: str = Field(title="Site key", pattern=r"^[0-9A-Za-z_-]{10,100}$")
    secret_key: SecretStr = Field(title="Secret key", min_length=10, max_length=200)
    api_base: str = fixed_address(PROVIDER)
