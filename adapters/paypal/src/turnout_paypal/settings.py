"""What an organization fills in to be paid through PayPal, and where PayPal then is."""

from dataclasses import dataclass
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from cryptography import x509
from pydantic import Field, SecretStr, StringConstraints, field_validator, model_validator

from turnout_sdk.adapter import AdapterSettings

_WEBHOOK_ID = r"^[A-Za-z0-9]{1,50}$"
WebhookId = Annotated[str, StringConstraints(pattern=_WEBHOOK_ID)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of PayPal's environments.

    Certificates of webhooks are served by `certificate_hosts` and made out to a name that ends
    with `certificate_domain`, but not with `foreign_domain`.
    """

    api_base: str
    certificate_hosts: frozenset[str]
    certificate_domain: str
    foreign_domain: str | None = None
    scheme: str = "https"
    is_test: bool = False


LIVE = Place(
    api_base="https://api-m.paypal.com",
    certificate_hosts=frozenset({"api.paypal.com", "api-m.paypal.com"}),
    certificate_domain=".paypal.com",
    foreign_domain=".sandbox.paypal.com",
)
SANDBOX = Place(
    api_base="https://api-m.sandbox.paypal.com",
    certificate_hosts=frozenset({"api.sandbox.paypal.com", "api-m.sandbox.paypal.com"}),
    certificate_domain=".sandbox.paypal.com",
)


class Settings(AdapterSettings):
    """Credentials of one REST app at PayPal, and the webhook that was made for it."""

    environment: Literal["live", "sandbox"] = Field(
        default="live", title="Environment", description="Where the credentials were made."
    )
    client_id: str = Field(title="Client ID", pattern=r"^[A-Za-z0-9_-]{8,160}$")
    client_secret: SecretStr = Field(title="Secret", min_length=1)
    webhook_id: WebhookId = Field(
        title="Webhook ID",
        description="PayPal shows it beside the webhook that leads to this connection.",
    )
    previous_webhook_ids: tuple[WebhookId, ...] = Field(
        default=(), title="Webhook IDs that are being replaced"
    )
    merchant_id: str | None = Field(
        default=None,
        title="Merchant ID",
        description="The account that is paid. If it is given, no other account is ever paid.",
        pattern=r"^[2-9A-HJ-NP-Z]{13}$",
    )
    partner_attribution_id: str | None = Field(
        default=None,
        title="Partner attribution ID",
        description="If the credentials are a partner's that acts for the merchant (BN code).",
        pattern=r"^[A-Za-z0-9_.-]{1,36}$",
    )
    api_base: str | None = Field(
        default=None,
        title="Address",
        description="For tests only: something that plays PayPal.",
        json_schema_extra={"x-fixed-in-production": True},
    )
    webhook_authority: str | None = Field(
        default=None,
        title="Certificate authority of webhooks (PEM)",
        description="For tests only, beside an address: who signed that player's certificate.",
        json_schema_extra={"x-fixed-in-production": True},
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.partner_attribution_id and not self.merchant_id:
            raise ValueError("a partner needs the merchant ID for which it acts")
        if bool(self.webhook_authority) is not bool(self.api_base):
            raise ValueError("an address for tests and its certificate authority go together")
        if self.webhook_authority:
            x509.load_pem_x509_certificates(self.webhook_authority.encode())
        return self

    @field_validator("api_base")
    @classmethod
    def _is_not_paypal(cls, value: str | None) -> str | None:
        """What plays PayPal is trusted under other rules, so PayPal itself is not named here."""
        parts = urlsplit(value or "http://player.example")
        host = (parts.hostname or "").rstrip(".")
        is_paypal = host == "paypal.com" or host.endswith(".paypal.com")
        if parts.scheme not in ("http", "https") or not host or is_paypal:
            raise ValueError("PayPal itself is chosen by the environment")
        return value

    @property
    def place(self) -> Place:
        """Where PayPal is: one of its environments, or for tests what the address says."""
        known = LIVE if self.environment == "live" else SANDBOX
        if self.api_base is None:
            return known
        parts = urlsplit(self.api_base)
        return Place(
            api_base=self.api_base.rstrip("/"),
            certificate_hosts=frozenset({parts.hostname or ""}),
            certificate_domain=".paypal.com",
            scheme=parts.scheme,
            is_test=True,
        )

    @property
    def is_partner(self) -> bool:
        return self.partner_attribution_id is not None

    def webhook_ids(self) -> tuple[str, ...]:
        """List every webhook from which a delivery may come at present."""
        return (self.webhook_id, *self.previous_webhook_ids)
