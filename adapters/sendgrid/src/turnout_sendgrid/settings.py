"""What an organization fills in: a key, a sender that SendGrid verified, the webhook's key."""

from typing import Final, Literal

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

REGIONS: Final = {"global": "https://api.sendgrid.com", "eu": "https://api.eu.sendgrid.com"}


class Settings(AdapterSettings):
    api_key: SecretStr = Field(title="API key", min_length=10, max_length=200)
    sender: str = Field(
        title="Sender's address",
        description="An address, or one of a domain, that is verified at SendGrid.",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        max_length=254,
    )
    region: Literal["global", "eu"] = Field(default="global", title="Region")
    webhook_public_key: str | None = Field(
        default=None,
        title="Verification key of the event webhook",
        description="Without it nobody learns what was delivered and what bounced.",
        max_length=500,
    )
    api_base: str = fixed_address("")

    @property
    def address(self) -> str:
        return self.api_base or REGIONS[self.region]
