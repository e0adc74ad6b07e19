"""What an organization fills in: the address of a workflow, which is a secret."""

from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import fixed_address
from turnout_sdk.chat import ChannelSettings

HOSTS: Final = (".logic.azure.com", ".logic.azure.us", ".api.powerplatform.com")
"""Where workflows stand; each of them has a host of its own below."""


class Settings(ChannelSettings):
    webhook_url: SecretStr = Field(title="Webhook URL", min_length=1, max_length=1_000)
    """Whoever has it may post to the channel: its last part is a signature."""
    api_base: str = fixed_address("")

    @field_validator("webhook_url")
    @classmethod
    def _is_of_a_workflow(cls, value: SecretStr) -> SecretStr:
        text = value.get_secret_value().strip()
        parts = urlsplit(text)
        is_signed = "/workflows/" in parts.path and "sig=" in parts.query
        host = parts.hostname or ""
        if parts.scheme != "https" or not host.endswith(HOSTS) or not is_signed or "@" in text:
            raise ValueError(
                "use the address that the workflow “Send webhook alerts to a channel” shows"
            )
        return SecretStr(text)

    @property
    def origin(self) -> str:
        """The workflow's, or where a test plays it."""
        parts = urlsplit(self.webhook_url.get_secret_value())
        return self.api_base or f"{parts.scheme}://{parts.netloc}"

    @property
    def path(self) -> str:
        parts = urlsplit(self.webhook_url.get_secret_value())
        return f"{parts.path}?{parts.query}"
