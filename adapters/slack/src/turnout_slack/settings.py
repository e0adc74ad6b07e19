"""What an organization fills in: the address of an incoming webhook, which is a secret."""

from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import fixed_address
from turnout_sdk.chat import ChannelSettings

HOSTS: Final = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})


class Settings(ChannelSettings):
    webhook_url: SecretStr = Field(title="Webhook URL", min_length=1, max_length=500)
    """Whoever has it may post to the channel: Slack asks for nothing else."""
    api_base: str = fixed_address("")

    @field_validator("webhook_url")
    @classmethod
    def _is_of_slack(cls, value: SecretStr) -> SecretStr:
        parts = urlsplit(value.get_secret_value().strip())
        is_whole = parts.scheme == "https" and parts.path.startswith("/services/")
        if not is_whole or parts.netloc not in HOSTS or parts.path.count("/") != len("TBX") + 1:
            raise ValueError("use the address that Slack gave: https://hooks.slack.com/services/…")
        return SecretStr(value.get_secret_value().strip())

    @property
    def origin(self) -> str:
        """Slack's, or where a test plays it."""
        parts = urlsplit(self.webhook_url.get_secret_value())
        return self.api_base or f"{parts.scheme}://{parts.netloc}"

    @property
    def path(self) -> str:
        return urlsplit(self.webhook_url.get_secret_value()).path
