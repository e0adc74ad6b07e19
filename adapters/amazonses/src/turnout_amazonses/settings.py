"""What an organization fills in: a key that may send, a verified sender, a topic for events."""

from typing import Final

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

REGION: Final = r"[a-z]{2}(-[a-z]+)+-[0-9]"


class Settings(AdapterSettings):
    access_key_id: str = Field(title="Access key ID", pattern=r"^[A-Za-z0-9_-]{10,128}$")
    secret_access_key: SecretStr = Field(title="Secret access key", min_length=10, max_length=200)
    region: str = Field(default="eu-central-1", title="Region", pattern=f"^{REGION}$")
    sender: str = Field(
        title="Sender's address",
        description="An address, or one of a domain, that is verified at Amazon SES.",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        max_length=254,
    )
    configuration_set: str | None = Field(
        default=None,
        title="Configuration set",
        description="The one whose events go to the topic below.",
        pattern=r"^[A-Za-z0-9_-]{1,64}$",
    )
    topic_arn: str | None = Field(
        default=None,
        title="Topic of the events (ARN)",
        description="Without it nobody learns what was delivered and what bounced.",
        pattern=rf"^arn:aws[a-z-]*:sns:{REGION}:[0-9]{{12}}:[A-Za-z0-9_-]{{1,256}}$",
    )
    api_base: str = fixed_address("")

    @property
    def address(self) -> str:
        return self.api_base or f"https://email.{self.region}.amazonaws.com"
