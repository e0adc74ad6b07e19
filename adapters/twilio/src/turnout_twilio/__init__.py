"""Send text messages through Twilio."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.money import Money
from turnout_sdk.sms import Capabilities
from turnout_twilio.gateway import Gateway
from turnout_twilio.settings import Settings

adapter: Adapter[Gateway] = Adapter(
    key="twilio",
    title="Twilio",
    kind=Kind.SMS,
    sdk=">=1.9,<2",
    settings=Settings,
    capabilities=Capabilities(
        receipts=True,
        inbound=True,
        answers_opt_outs=True,
        lookup=True,
        prices_per_thousand={"US": Money(830, "USD")},
        pricing_url="https://www.twilio.com/en-us/sms/pricing",
    ),
    build=Gateway,
)
