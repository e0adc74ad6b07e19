"""Take payments through Stripe, on its own page or in its own fields."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.page_fields import PageFields
from turnout_stripe.capabilities import CAPABILITIES
from turnout_stripe.gateway import Gateway
from turnout_stripe.settings import Settings

adapter: Adapter[Gateway] = Adapter(
    key="stripe",
    title="Stripe",
    kind=Kind.PAYMENTS,
    sdk=">=1.13,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
    page_fields=PageFields(
        package=__name__,
        scripts=("https://js.stripe.com", "https://*.js.stripe.com"),
        frames=("https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"),
        connections=("https://api.stripe.com",),
        wildcards_because="docs.stripe.com/security/guide, Content security policy",
        needs=("publishable_key",),
    ),
)
