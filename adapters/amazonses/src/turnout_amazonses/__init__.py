"""Send mail through Amazon SES."""

from turnout_amazonses.gateway import Gateway
from turnout_amazonses.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.email import Capabilities
from turnout_sdk.money import Money

adapter: Adapter[Gateway] = Adapter(
    key="amazon-ses",
    title="Amazon SES",
    kind=Kind.EMAIL,
    sdk=">=1.9,<2",
    settings=Settings,
    capabilities=Capabilities(
        bounces=True,
        confirmation=True,
        message_id_kept=False,
        maximum_bytes=40_000_000,
        maximum_recipients=50,
        price_per_thousand=Money(10, "USD"),
        pricing_url="https://aws.amazon.com/ses/pricing/",
    ),
    build=Gateway,
)
