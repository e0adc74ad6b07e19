"""What an organization fills in to be paid through Razorpay."""

import re

from pydantic import Field, SecretStr, field_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address

_ACCOUNT = re.compile(r"(?:acc_)?([A-Za-z0-9]{14})")
_PRINTABLE = re.compile(r"[!-~]{1,255}")


class Settings(AdapterSettings):
    """Keys of one Razorpay account, in test or in live mode."""

    api_base: str = fixed_address("https://api.razorpay.com")
    key_id: str = Field(
        title="Key id",
        description="rzp_test_… or rzp_live_…; buyers' browsers see it.",
        pattern=r"^rzp_(test|live)_[A-Za-z0-9]{8,40}$",
    )
    key_secret: SecretStr = Field(title="Key secret")
    account_id: str = Field(
        title="Merchant id",
        description="From the account's profile; webhooks of another account are refused.",
    )
    webhook_secret: SecretStr = Field(title="Webhook secret", min_length=1)
    previous_webhook_secrets: tuple[SecretStr, ...] = Field(
        default=(), title="Webhook secrets that are being rotated out"
    )

    @field_validator("key_secret")
    @classmethod
    def _goes_into_a_header(cls, value: SecretStr) -> SecretStr:
        if not _PRINTABLE.fullmatch(value.get_secret_value()):
            raise ValueError("a key secret is one word of printable characters")
        return value

    @field_validator("account_id")
    @classmethod
    def _with_its_prefix(cls, value: str) -> str:
        """The dashboard shows the id bare, webhooks write it with `acc_`."""
        found = _ACCOUNT.fullmatch(value)
        if found is None:
            raise ValueError("a merchant id has 14 letters and digits")
        return f"acc_{found[1]}"

    @property
    def is_live(self) -> bool:
        return self.key_id.startswith("rzp_live_")

    def webhook_secrets(self) -> tuple[str, ...]:
        """List every secret that a delivery may be signed with at present."""
        active = (self.webhook_secret, *self.previous_webhook_secrets)
        return tuple(secret.get_secret_value() for secret in active)
