"""What can be done through Stripe, as data.

Source: docs.stripe.com/payments/payment-methods (currencies, how long a method may be pending),
docs.stripe.com/radar/risk-evaluation (what is said of the risk of a charge).
"""

from turnout_sdk.payments import Capabilities, Flow, Method, ProviderPage
from turnout_sdk.risk import RiskLevel
from turnout_stripe.amounts import CURRENCIES, limit_of
from turnout_stripe.evidence import LIMITS

_DAY = 24 * 3600
FIELDS = "card-fields"
"""The one method that is paid on our own page, in fields that Stripe serves."""


def _bank(key: str, title: str, *currencies: str, days: int = 0) -> Method:
    return Method(
        key=key,
        title=title,
        flow=Flow.REDIRECT,
        longest_pending_seconds=days * _DAY,
        currencies=frozenset(currencies),
    )


METHODS = (
    Method(key="card", title="Card", flow=Flow.REDIRECT),
    Method(key=FIELDS, title="Card, on this site", flow=Flow.EMBEDDED),
    _bank("ideal", "iDEAL", "EUR"),
    _bank("bancontact", "Bancontact", "EUR"),
    _bank("eps", "EPS", "EUR"),
    _bank("p24", "Przelewy24", "EUR", "PLN"),
    _bank("blik", "BLIK", "PLN"),
    _bank("twint", "TWINT", "CHF"),
    _bank("sepa_debit", "SEPA Direct Debit", "EUR", days=14),
    _bank("bacs_debit", "Bacs Direct Debit", "GBP", days=10),
    _bank("us_bank_account", "ACH Direct Debit", "USD", days=6),
    _bank("multibanco", "Multibanco", "EUR", days=8),
)
DELAYED = frozenset(each.key for each in METHODS if each.longest_pending_seconds)
"""Methods whose refusal arrives after the buyer has left, and is final."""

CAPABILITIES = Capabilities(
    currencies=CURRENCIES,
    methods=METHODS,
    limits=tuple(limit_of(currency) for currency in sorted(CURRENCIES)),
    separate_capture=True,
    partial_capture=True,
    refund=True,
    partial_refund=True,
    repeated_refund=True,
    void=True,
    disputes=True,
    payouts=True,
    platform_fee=True,
    keys_last_seconds=24 * 3600,
    dispute_evidence=LIMITS,
    dispute_acceptance=True,
    provider_pages=frozenset({ProviderPage.PAYMENT, ProviderPage.DISPUTE}),
    risk_levels=frozenset(RiskLevel),
)
