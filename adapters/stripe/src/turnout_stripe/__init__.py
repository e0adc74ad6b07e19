"""Take payments through Stripe, on its own page or in its own fields."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_stripe.capabilities import CAPABILITIES
from turnout_stripe.gateway import Gateway
from turnout_stripe.settings import Settings

adapter: Adapter[Gateway] = Adapter(
    key="stripe",
    title="Stripe",
    kind=Kind.PAYMENTS,
    sdk=">=1.1,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
)
