"""Razorpay counts in ISO 4217's minor units; two rules of its own stand here.

Source: razorpay.com/docs/payments/international-payments (currencies and their exponents) and
razorpay.com/docs/api/orders/create (three-decimal currencies, the smallest amount).
"""

from typing import Any

from turnout_sdk.currencies import exponent_of
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import Limit

_CODES = (
    "AED ALL AMD AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BZD CAD CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD GBP GHS GIP GMD GNF GTQ GYD HKD HNL "
    "HTG HUF IDR ILS INR IQD ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LKR LRD LSL MAD "
    "MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PEN PGK PHP PKR "
    "PLN PYG QAR RON RSD RUB RWF SAR SCR SEK SGD SOS SVC SZL THB TND TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VND VUV XAF XCD XOF XPF YER ZAR ZMW"
)
CURRENCIES = frozenset(_CODES.split())
"""The published list without HRK and SLL, which are no longer money."""

SMALLEST_INR = 100
_MOST_PLACES = 2


def to_provider(amount: Money) -> int:
    """Count in Razorpay's units; Declined when Razorpay does not take the amount so finely."""
    if amount.minor % step_of(amount.currency):
        raise Declined("amount-not-expressible", f"This amount of {amount.currency} is too fine.")
    return amount.minor


def from_provider(units: Any, currency: Any) -> Money:
    """Read an amount; TypeError or ValueError for what is none, a float above all."""
    return Money(units, str(currency).upper())


def step_of(currency: str) -> int:
    """Of how many minor units every amount has to be a multiple: the cards drop a third place."""
    return 10 if exponent_of(currency) > _MOST_PLACES else 1


def limit_of(currency: str) -> Limit:
    """One rupee at least; how much at most is agreed with each merchant."""
    step = step_of(currency)
    return Limit(
        currency=currency,
        minimum_minor=SMALLEST_INR if currency == "INR" else step,
        step_minor=step,
    )
