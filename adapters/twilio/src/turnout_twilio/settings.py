"""What an organization fills in: the account, its token, and who the messages come from."""

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address


class Settings(AdapterSettings):
    account_sid: str = Field(title="Account SID", pattern=r"^AC[0-9a-f]{32}$")
    auth_token: SecretStr = Field(
        title="Auth token",
        description="It asks Twilio, and proves that a webhook comes from there.",
        min_length=10,
        max_length=100,
    )
    sender: str = Field(
        title="Sender",
        description="A number such as +15005550006, a sender's name that Twilio knows, or the SID"
        " of a messaging service (MG…).",
        pattern=r"^(\+[1-9][0-9]{1,14}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11})$",
    )
    api_base: str = fixed_address("https://api.twilio.com")
