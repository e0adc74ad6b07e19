"""What an organization fills in to be paid through Stripe."""

import re
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address

API = "https://api.stripe.com"
FILES = "https://files.stripe.com"
API_KEY = re.compile(r"(?:sk|rk)_(test|live)_\w{1,250}", re.ASCII)


class Settings(AdapterSettings):
    """Keys of one Stripe account, or of a platform that acts for a connected account."""

    api_base: str = fixed_address(API)
    api_key: SecretStr = Field(
        title="Secret key", description="A secret or restricted key: sk_live_…, rk_live_…"
    )
    publishable_key: str | None = Field(
        default=None,
        title="Publishable key",
        description="Needed for card fields on our own pages; of the same mode as the secret key.",
        pattern=r"^pk_(test|live)_[A-Za-z0-9_]{1,120}$",
    )
    connected_account: str | None = Field(
        default=None,
        title="Connected account",
        description="The account that is paid, if the key is a platform's.",
        pattern=r"^acct_[A-Za-z0-9_]{1,120}$",
    )
    webhook_secret: SecretStr = Field(title="Webhook signing secret", min_length=1)
    previous_webhook_secrets: tuple[SecretStr, ...] = Field(
        default=(), title="Signing secrets that are being rotated out"
    )

    @field_validator("api_key")
    @classmethod
    def _is_a_secret_key(cls, value: SecretStr) -> SecretStr:
        if not API_KEY.fullmatch(value.get_secret_value()):
            raise ValueError("a secret key begins with sk_test_, sk_live_, rk_test_ or rk_live_")
        return value

    @model_validator(mode="after")
    def _of_one_mode(self) -> Self:
        """Fields of the other mode would open no payment of this key."""
        shown = self.publishable_key
        if shown is not None and shown.startswith("pk_live_") is not self.is_live:
            raise ValueError("the publishable key is of the other mode, test or live")
        return self

    @property
    def files_base(self) -> str:
        """Files go to a host of their own; whoever stands in for Stripe takes them, too."""
        base = self.api_base.rstrip("/")
        return FILES if base == API else base

    @property
    def is_live(self) -> bool:
        return "_live_" in self.api_key.get_secret_value()[:8]

    def webhook_secrets(self) -> tuple[str, ...]:
        """List every secret that a delivery may be signed with at present."""
        active = (self.webhook_secret, *self.previous_webhook_secrets)
        return tuple(secret.get_secret_value() for secret in active)
