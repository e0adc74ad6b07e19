"""Send mail through Mailgun."""

from turnout_mailgun.gateway import Gateway
from turnout_mailgun.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.email import Capabilities

adapter: Adapter[Gateway] = Adapter(
    key="mailgun",
    title="Mailgun",
    kind=Kind.EMAIL,
    sdk=">=1.8,<2",
    settings=Settings,
    capabilities=Capabilities(
        bounces=True,
        lookup=True,
        lookup_delay_seconds=120,
        maximum_bytes=25_000_000,
        maximum_recipients=1_000,
        pricing_url="https://www.mailgun.com/pricing/",
    ),
    build=Gateway,
)
