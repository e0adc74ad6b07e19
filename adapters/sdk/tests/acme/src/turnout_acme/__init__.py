"""Acme Pay as a payments adapter of Turnout."""

from turnout_acme.gateway import Gateway
from turnout_acme.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.payments import Capabilities, Method

adapter = Adapter(
    key="acme",
    title="Acme Pay",
    kind=Kind.PAYMENTS,
    sdk=">=1.1,<2",
    settings=Settings,
    capabilities=Capabilities(
        currencies=frozenset({"EUR", "JPY", "KWD"}),
        methods=(Method(key="card", title="Card"),),
        refund=True,
        partial_refund=True,
        repeated_refund=True,
    ),
    build=Gateway,
)
