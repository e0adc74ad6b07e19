"""What an organization fills in: a domain that Mailgun verified, and its two keys."""

from typing import Final, Literal

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

REGIONS: Final = {"us": "https://api.mailgun.net", "eu": "https://api.eu.mailgun.net"}


class Settings(AdapterSettings):
    api_key: SecretStr = Field(
        title="API key",
        description="A key of the account: keys for sending alone cannot look mails up.",
        min_length=10,
        max_length=200,
    )
    domain: str = Field(
        title="Domain",
        description="As it is verified at Mailgun, such as mg.example.org.",
        pattern=r"^[a-z0-9][a-z0-9.-]{1,250}[a-z0-9]$",
    )
    sender: str | None = Field(
        default=None,
        title="Sender's address",
        description="Without it, tickets@ your domain.",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        max_length=254,
    )
    region: Literal["us", "eu"] = Field(default="us", title="Region")
    webhook_signing_key: SecretStr | None = Field(
        default=None,
        title="HTTP webhook signing key",
        description="Without it nobody learns what was delivered and what bounced.",
        min_length=10,
        max_length=200,
    )
    api_base: str = fixed_address("")

    @property
    def address(self) -> str:
        return self.api_base or REGIONS[self.region]

    @property
    def sends_as(self) -> str:
        return self.sender or f"tickets@{self.domain}"
