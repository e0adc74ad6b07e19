"""Take payments through PayPal's own page."""

from turnout_paypal.capabilities import CAPABILITIES
from turnout_paypal.gateway import Gateway
from turnout_paypal.settings import Settings
from turnout_sdk.adapter import Adapter, Kind

adapter: Adapter[Gateway] = Adapter(
    key="paypal",
    title="PayPal",
    kind=Kind.PAYMENTS,
    sdk=">=1.13,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
)
