"""What can be done through PayPal, as data."""

from turnout_paypal.amounts import CURRENCIES, limit_of
from turnout_paypal.evidence import LIMITS
from turnout_sdk.payments import Capabilities, Flow, Method, ProviderPage
from turnout_sdk.risk import RiskLevel

REVIEW_SECONDS = 24 * 3600
"""How long PayPal may look at a payment before it lets it through. Bank debits, which take days,
are not asked for: every order demands a source that pays at once."""

KEY_SECONDS = 6 * 3600
"""How long PayPal knows the request ID of an order again; those of refunds it knows for longer."""

CAPABILITIES = Capabilities(
    currencies=CURRENCIES,
    methods=(
        Method(
            key="paypal", title="PayPal", flow=Flow.REDIRECT, longest_pending_seconds=REVIEW_SECONDS
        ),
    ),
    limits=tuple(limit_of(currency) for currency in sorted(CURRENCIES)),
    separate_capture=True,
    partial_capture=True,
    repeated_capture=True,
    refund=True,
    partial_refund=True,
    repeated_refund=True,
    void=True,
    disputes=True,
    payouts=True,
    platform_fee=True,
    keys_last_seconds=KEY_SECONDS,
    dispute_evidence=LIMITS,
    dispute_acceptance=True,
    provider_pages=frozenset(ProviderPage),
    risk_levels=frozenset({RiskLevel.ELEVATED}),
)
