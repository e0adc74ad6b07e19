"""Send text messages through Amazon SNS."""

from turnout_amazonsns.gateway import Gateway
from turnout_amazonsns.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.sms import Capabilities

adapter: Adapter[Gateway] = Adapter(
    key="amazon-sns",
    title="Amazon SNS",
    kind=Kind.SMS,
    sdk=">=1.9,<2",
    settings=Settings,
    capabilities=Capabilities(
        answers_opt_outs=True,
        pricing_url="https://aws.amazon.com/sns/sms-pricing/",
    ),
    build=Gateway,
)
