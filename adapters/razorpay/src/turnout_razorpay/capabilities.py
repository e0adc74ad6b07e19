"""What can be done through Razorpay, as data.

Source: razorpay.com/docs/payments (capture settings, refunds, payment links, late authorization).
"""

from turnout_razorpay.amounts import CURRENCIES, limit_of
from turnout_razorpay.evidence import LIMITS
from turnout_sdk.payments import Capabilities, Flow, Method, ProviderPage

PAGE, CHECKOUT = "razorpay", "checkout"
"""Paid on Razorpay's page (a payment link), or in Razorpay's fields on ours (an order)."""

CAPTURE_MINUTES = 7_200
"""How long an authorization waits for its capture at most; then Razorpay gives it back."""

_PENDING_SECONDS = 15 * 60
"""An attempt without an answer from the bank is given up after some twelve minutes."""

METHODS = (
    Method(
        key=PAGE,
        title="UPI, card, netbanking or wallet",
        flow=Flow.REDIRECT,
        longest_pending_seconds=_PENDING_SECONDS,
    ),
    Method(
        key=CHECKOUT,
        title="UPI, card, netbanking or wallet, on this site",
        flow=Flow.EMBEDDED,
        longest_pending_seconds=_PENDING_SECONDS,
    ),
)

CAPABILITIES = Capabilities(
    currencies=CURRENCIES,
    methods=METHODS,
    limits=tuple(limit_of(currency) for currency in sorted(CURRENCIES)),
    separate_capture=True,
    refund=True,
    partial_refund=True,
    repeated_refund=True,
    void=True,
    disputes=True,
    payouts=True,
    authorization_seconds=CAPTURE_MINUTES * 60,
    dispute_evidence=LIMITS,
    dispute_acceptance=True,
    provider_pages=frozenset(ProviderPage),
)
