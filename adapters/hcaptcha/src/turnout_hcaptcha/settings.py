"""What an organization fills in: the key of its site and the secret of its account."""

from typing import Final

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

PROVIDER: Final = "https://api.hcaptcha.com"
SCRIPTS: Final = "https://js.hcaptcha.com"


class Settings(AdapterSettings):
    site_key: str = Field(title="Site key", pattern=r"^[0-9a-fA-F-]{36}$")
    secret_key: SecretStr = Field(title="Secret", min_length=10, max_length=200)
    api_base: str = fixed_address(PROVIDER)

    @property
    def script_url(self) -> str:
        """Say where the widget's script comes from: hCaptcha serves it from another host."""
        base = SCRIPTS if self.api_base == PROVIDER else self.api_base.rstrip("/")
        return f"{base}/1/api.js"
