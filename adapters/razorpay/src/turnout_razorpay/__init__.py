"""Take payments through Razorpay, on its own page or in its own fields."""

from turnout_razorpay.capabilities import CAPABILITIES
from turnout_razorpay.gateway import Gateway
from turnout_razorpay.settings import Settings
from turnout_sdk.adapter import Adapter, Kind

adapter: Adapter[Gateway] = Adapter(
    key="razorpay",
    title="Razorpay",
    kind=Kind.PAYMENTS,
    sdk=">=1.2,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
)
