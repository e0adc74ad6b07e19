"""Send mail through SendGrid."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.email import Capabilities
from turnout_sendgrid.gateway import Gateway
from turnout_sendgrid.settings import Settings

adapter: Adapter[Gateway] = Adapter(
    key="sendgrid",
    title="SendGrid",
    kind=Kind.EMAIL,
    sdk=">=1.8,<2",
    settings=Settings,
    capabilities=Capabilities(
        bounces=True,
        maximum_bytes=30_000_000,
        maximum_recipients=1_000,
        mails_per_second=10_000,
        pricing_url="https://sendgrid.com/en-us/pricing",
    ),
    build=Gateway,
)
