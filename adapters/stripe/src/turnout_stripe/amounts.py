"""Stripe's own idea of minor units, which is not always ISO 4217's.

Source: docs.stripe.com/currencies (zero-decimal and three-decimal currencies, special cases,
minimum and maximum charge amounts).
"""

from collections.abc import Mapping
from types import MappingProxyType

from turnout_sdk.currencies import exponent_of
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import Limit

_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN "
    "BZD CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP "
    "GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD "
    "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO "
    "NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP "
    "SLE SOS SRD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD "
    "XCG XOF XPF YER ZAR ZMW"
)
CURRENCIES = frozenset(_CODES.split())

_EXPONENTS: Mapping[str, int] = MappingProxyType({"MGA": 0, "ISK": 2, "UGX": 2})
"""Where Stripe counts otherwise: the ariary in whole units; kronur and shillings in hundredths,
for the sake of programs that were written when they had them."""

_MINIMUMS: Mapping[str, int] = MappingProxyType(
    {
        "AED": 200, "AUD": 50, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250,
        "EUR": 50, "GBP": 30, "HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "MXN": 1000,
        "MYR": 200, "NOK": 300, "NZD": 50, "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50,
        "THB": 1000, "USD": 50,
    }
)  # fmt: skip
_LARGEST = 99_999_999
_LARGEST_OF: Mapping[str, int] = MappingProxyType({"IDR": 999_999_999_999})


def to_provider(amount: Money) -> int:
    """Count in Stripe's units; Declined when Stripe cannot express the amount."""
    step = step_of(amount.currency)
    if amount.minor % step:
        raise Declined("amount-not-expressible", f"This amount of {amount.currency} is too fine.")
    ours, theirs = exponent_of(amount.currency), _exponent(amount.currency)
    return amount.minor * 10 ** (theirs - ours) if theirs >= ours else amount.minor // step


def from_provider(units: int, currency: str) -> Money:
    """Read Stripe's units; ValueError for a currency or a fraction that ISO does not know."""
    code = currency.upper()
    ours, theirs = exponent_of(code), _exponent(code)
    if theirs <= ours:
        return Money(units * 10 ** (ours - theirs), code)
    whole, rest = divmod(units, 10 ** (theirs - ours))
    if rest:
        raise ValueError(f"finer than the minor unit of {code}")
    return Money(whole, code)


def fee_from_provider(units: int, currency: str) -> Money:
    """Read a fee, which Stripe may charge more finely than the currency goes: rounded half up."""
    finer = 10 ** max(_exponent(currency.upper()) - exponent_of(currency.upper()), 0)
    return from_provider((2 * units + finer) // (2 * finer) * finer, currency)


def step_of(currency: str) -> int:
    """Of how many minor units every amount has to be a multiple.

    Three-decimal currencies must end in 0, because the card networks drop that digit.
    """
    ours, theirs = exponent_of(currency), _exponent(currency)
    return 10 if theirs > 2 else 10 ** max(ours - theirs, 0)  # noqa: PLR2004


def limit_of(currency: str) -> Limit:
    """The smallest and largest charge in ISO minor units; eight digits unless said otherwise."""
    most = from_provider(_floor(_LARGEST_OF.get(currency, _LARGEST), currency), currency)
    return Limit(
        currency=currency,
        minimum_minor=_MINIMUMS.get(currency, step_of(currency)),
        maximum_minor=most.minor - most.minor % step_of(currency),
        step_minor=step_of(currency),
    )


def _floor(units: int, currency: str) -> int:
    finer: int = 10 ** max(_exponent(currency) - exponent_of(currency), 0)
    return units - units % finer


def _exponent(currency: str) -> int:
    return _EXPONENTS.get(currency, exponent_of(currency))
