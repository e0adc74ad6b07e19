"""What an organization fills in: a key that may publish, and how its messages are sent."""

from typing import Final, Literal

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

REGION: Final = r"[a-z]{2}(-[a-z]+)+-[0-9]"


class Settings(AdapterSettings):
    access_key_id: str = Field(title="Access key ID", pattern=r"^[A-Za-z0-9_-]{10,128}$")
    secret_access_key: SecretStr = Field(title="Secret access key", min_length=10, max_length=200)
    region: str = Field(default="eu-central-1", title="Region", pattern=f"^{REGION}$")
    sender_id: str | None = Field(
        default=None,
        title="Sender ID",
        description="The name that phones show, where the country allows one.",
        pattern=r"^[A-Za-z0-9-]{1,11}$",
    )
    origination_number: str | None = Field(
        default=None,
        title="Origination number",
        description="A number of the account; the United States ask for one.",
        pattern=r"^\+[1-9][0-9]{4,14}$",
    )
    message_type: Literal["Transactional", "Promotional"] = Field(
        default="Transactional", title="Type of the messages"
    )
    api_base: str = fixed_address("")

    @property
    def address(self) -> str:
        return self.api_base or f"https://sns.{self.region}.amazonaws.com"
