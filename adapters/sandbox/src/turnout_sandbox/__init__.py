"""Take pretended payments through the sandbox provider."""

from turnout_sandbox.events import FIELDS
from turnout_sandbox.gateway import Gateway
from turnout_sandbox.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.currencies import EXPONENTS
from turnout_sdk.page_fields import OriginOf, PageFields
from turnout_sdk.payments import Capabilities, Flow, Method
from turnout_sdk.risk import RiskLevel

_THREE_DAYS = 3 * 24 * 3600

CAPABILITIES = Capabilities(
    currencies=frozenset(EXPONENTS),
    methods=(
        Method(key="card", title="Test card", flow=Flow.REDIRECT),
        Method(
            key="transfer",
            title="Test transfer",
            flow=Flow.REDIRECT,
            longest_pending_seconds=_THREE_DAYS,
        ),
        Method(key=FIELDS, title="Card fields, for testing", flow=Flow.EMBEDDED),
    ),
    separate_capture=True,
    partial_capture=True,
    refund=True,
    partial_refund=True,
    repeated_refund=True,
    void=True,
    disputes=True,
    payouts=True,
    risk_levels=frozenset(RiskLevel),
)

adapter: Adapter[Gateway] = Adapter(
    key="sandbox",
    title="Sandbox",
    kind=Kind.PAYMENTS,
    sdk=">=1.13,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
    page_fields=PageFields(package=__name__, frames=(OriginOf("api_base"),)),
)
