"""What an organization fills in to connect Acme Pay."""

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings


class Settings(AdapterSettings):
    """Keys of one account at Acme Pay."""

    api_base: str = Field(
        default="https://api.acme.example",
        title="Address",
        json_schema_extra={"x-fixed-in-production": True},
    )
    api_key: SecretStr = Field(title="API key")
    webhook_secret: SecretStr = Field(title="Webhook secret")
    previous_webhook_secret: SecretStr | None = Field(
        default=None, title="Webhook secret that is being replaced"
    )

    def webhook_secrets(self) -> list[str]:
        """List what a delivery may be signed with at present."""
        active = (self.webhook_secret, self.previous_webhook_secret)
        return [secret.get_secret_value() for secret in active if secret]
