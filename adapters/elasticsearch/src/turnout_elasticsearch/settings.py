"""What the operator fills in: the server, and an API key or a user."""

from pydantic import Field, SecretStr

from turnout_sdk.dsl_engine import ServerSettings


class Settings(ServerSettings):
    """An API key takes the place of a user's name and password."""

    api_key: SecretStr = Field(default=SecretStr(""), title="API key")

    def authorization(self) -> str:
        key = self.api_key.get_secret_value()
        return f"ApiKey {key}" if key else super().authorization()
