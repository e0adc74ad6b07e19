"""Bellpay as a payments adapter of Turnout: an example of a provider that only announces."""

from turnout_bellpay.gateway import Gateway
from turnout_bellpay.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.payments import Capabilities, Method

adapter: Adapter[Gateway] = Adapter(
    key="bellpay",
    title="Bellpay (example)",
    kind=Kind.PAYMENTS,
    sdk=">=1.4,<2",
    settings=Settings,
    capabilities=Capabilities(
        currencies=frozenset({"EUR", "JPY", "KWD"}),
        methods=(Method(key="card", title="Bellpay"),),
        refund=True,
        partial_refund=True,
        repeated_refund=True,
        disputes=True,
        unsigned_webhooks=True,
        keys_last_seconds=3600,
    ),
    build=Gateway,
)
