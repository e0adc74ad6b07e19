"""Take payments through Razorpay, on its own page or in its own fields."""

from turnout_razorpay.capabilities import CAPABILITIES
from turnout_razorpay.gateway import Gateway
from turnout_razorpay.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.page_fields import PageFields

adapter: Adapter[Gateway] = Adapter(
    key="razorpay",
    title="Razorpay",
    kind=Kind.PAYMENTS,
    sdk=">=1.5,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
    page_fields=PageFields(
        package=__name__,
        scripts=("https://checkout.razorpay.com",),
        frames=("https://api.razorpay.com", "https://checkout.razorpay.com"),
        connections=("https://api.razorpay.com", "https://lumberjack.razorpay.com"),
        images=("https://cdn.razorpay.com",),
    ),
)
